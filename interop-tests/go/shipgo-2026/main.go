// SPDX-License-Identifier: Apache-2.0

// A SHIP peer on ship-go of July 2026 (what evcc ships): peers are identities, 503 at the limit, pairing service
// (off unless a secret or an interface is given: then NewHub gets no pairing configuration).
package main

import (
	"maps"
	"sync"
	"time"

	"github.com/enbility/ship-go/api"
	"github.com/enbility/ship-go/cert"
	"github.com/enbility/ship-go/hub"
	"github.com/enbility/ship-go/logging"
	"handfast.invalid/control"
)

func main() {
	control.Run(control.Certificates{Create: cert.CreateCertificate, SKI: cert.SkiFromCertificate}, open)
}

func open(channel *control.Channel, log *control.Log, identity control.Identity) (control.Library, error) {
	logging.SetLogging(log)
	local, err := api.NewServiceDetails(identity.SKI, identity.Fingerprint, identity.ShipID)
	if err != nil {
		return nil, err
	}
	config, history, err := pairing()
	if err != nil {
		return nil, err
	}
	sightings := &sightings{entries: map[string]*api.MdnsEntry{}}
	surroundings := surroundings(sightings, identity)
	node, err := hub.NewHub(&reader{channel}, surroundings, identity.Port, identity.Certificate, local, config, history)
	if err != nil {
		return nil, err
	}
	return &library{sightings, node}, nil
}

// library carries out the commands.
type library struct {
	*sightings
	node *hub.Hub
}

func (l *library) Start() error { return l.node.Start() }

func (l *library) Shutdown() { l.node.Shutdown() }

// Trust needs the SKI alone; ship-go learns the fingerprint from TLS and the SHIP ID from the access methods.
// A SHIP ID given here is compared with the one the peer reports.
func (l *library) Trust(ski, shipID string) error {
	l.node.RegisterRemoteService(api.NewServiceIdentity(ski, "", shipID))
	return nil
}

// TrustFingerprint names the certificate as well, or alone with the SHIP ID.
func (l *library) TrustFingerprint(ski, fingerprint, shipID string) error {
	l.node.RegisterRemoteService(api.NewServiceIdentity(ski, fingerprint, shipID))
	return nil
}

func (l *library) Untrust(ski string) error {
	l.node.UnregisterRemoteService(api.SKIToServiceIdentity(ski))
	return nil
}

func (l *library) Deny(ski string) error {
	l.node.CancelPairing(api.SKIToServiceIdentity(ski))
	return nil
}

// seenAgain is longer than the longest time that ship-go takes until its first dial, 3 s.
const seenAgain = 5 * time.Second

// Disconnect announces the end. When our confirmation comes, ship-go closes the connection twice, at the same time,
// and the second time may forget the dial that it has planned the first time: then it never dials this node again
// until it sees it anew, as multicast shows its nodes again and again.
func (l *library) Disconnect(ski, reason string) error {
	l.node.DisconnectService(api.SKIToServiceIdentity(ski), reason)
	time.AfterFunc(seenAgain, func() { l.show(true) })
	return nil
}

func (l *library) AutoAccept(on bool) error {
	l.node.SetAutoAccept(on)
	return nil
}

func (l *library) Limit(connections int) error {
	l.node.SetMaxConnections(connections)
	return nil
}

// reader turns the hub's callbacks into events.
type reader struct {
	channel *control.Channel
}

func (r *reader) RemoteServiceConnected(identity api.ServiceIdentity) {
	r.channel.Emit("callback", "ski", identity.SKI, "name", "RemoteServiceConnected")
}

func (r *reader) RemoteServiceDisconnected(identity api.ServiceIdentity) {
	r.channel.Emit("disconnected", "ski", identity.SKI)
}

func (r *reader) SetupRemoteService(identity api.ServiceIdentity,
	writer api.ShipConnectionDataWriterInterface) api.ShipConnectionDataReaderInterface {
	return r.channel.Attach(identity.SKI, writer, func() bool {
		closed, _ := writer.(api.ShipConnectionInterface).DataHandler().IsDataConnectionClosed()
		return closed
	})
}

func (r *reader) VisibleRemoteMdnsServicesUpdated([]api.RemoteMdnsService) {}

func (r *reader) ServiceUpdated(identity api.ServiceIdentity) {
	r.channel.Emit("shipId", "ski", identity.SKI, "shipId", identity.ShipID)
}

func (r *reader) ServicePairingDetailUpdate(identity api.ServiceIdentity, detail *api.ConnectionStateDetail) {
	r.channel.Pairing(identity.SKI, uint(detail.State()), detail.Error())
}

func (r *reader) AllowWaitingForTrust(identity api.ServiceIdentity) bool {
	return r.channel.MayWait(identity.SKI)
}

// sightings stands in for mDNS: it shows what commands tell it to show and announces nothing.
type sightings struct {
	records
	mux     sync.Mutex
	report  api.MdnsReportInterface
	entries map[string]*api.MdnsEntry
}

func (s *sightings) Start(_ api.PairingMode, report api.MdnsReportInterface) error {
	s.mux.Lock()
	defer s.mux.Unlock()
	s.report = report
	return nil
}

func (s *sightings) Shutdown() {
	s.mux.Lock()
	defer s.mux.Unlock()
	s.report = nil
}

func (s *sightings) AnnounceMdnsEntry() error { return nil }
func (s *sightings) UnannounceMdnsEntry()     {}
func (s *sightings) SetAutoAccept(bool)       {}
func (s *sightings) DeviceBrand() string      { return "Handfast" }
func (s *sightings) DeviceModel() string      { return "Interop" }
func (s *sightings) DeviceSerial() string     { return "1" }
func (s *sightings) DeviceType() string       { return "Test" }

func (s *sightings) DeviceCategories() []api.DeviceCategoryType { return nil }

// RequestMdnsEntries reports what is visible once more; this is how ship-go comes to dial again.
// It does so in a goroutine of its own, as the library's mDNS does: callers hold the hub's locks.
func (s *sightings) RequestMdnsEntries() { go s.show(false) }

func (s *sightings) See(seen control.Sighting) {
	s.mux.Lock()
	s.entries[seen.SKI] = &api.MdnsEntry{Name: seen.SKI, Ski: seen.SKI, Identifier: seen.ShipID, Path: seen.Path,
		Register: seen.Register, Host: seen.Host, Port: seen.Port}
	s.mux.Unlock()
	s.show(true)
}

func (s *sightings) Unsee(ski string) {
	s.mux.Lock()
	delete(s.entries, ski)
	s.mux.Unlock()
	s.show(true)
}

func (s *sightings) show(changed bool) {
	s.mux.Lock()
	report, entries := s.report, maps.Clone(s.entries)
	s.mux.Unlock()
	if report != nil {
		report.ReportMdnsEntries(entries, changed)
	}
}
