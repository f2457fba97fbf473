// SPDX-License-Identifier: Apache-2.0

// A SHIP peer on ship-go v0.6.0 (September 2024): peers are SKI strings, no connection limit.
package main

import (
	"errors"
	"maps"
	"sync"

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
	local := api.NewServiceDetails(identity.SKI)
	local.SetShipID(identity.ShipID)
	sightings := &sightings{entries: map[string]*api.MdnsEntry{}}
	node := hub.NewHub(&reader{channel}, sightings, identity.Port, identity.Certificate, local)
	return &library{sightings, node}, nil
}

// library carries out the commands.
type library struct {
	*sightings
	node *hub.Hub
}

func (l *library) Start() error {
	l.node.Start()
	return nil
}

func (l *library) Shutdown() { l.node.Shutdown() }

// Trust ignores an empty SHIP ID: then ship-go takes the one that the peer reports.
func (l *library) Trust(ski, shipID string) error {
	if shipID != "" {
		l.node.ServiceForSKI(ski).SetShipID(shipID)
	}
	l.node.RegisterRemoteSKI(ski)
	return nil
}

func (l *library) Untrust(ski string) error {
	l.node.UnregisterRemoteSKI(ski)
	return nil
}

func (l *library) Deny(ski string) error {
	l.node.CancelPairingWithSKI(ski)
	return nil
}

func (l *library) Disconnect(ski, reason string) error {
	l.node.DisconnectSKI(ski, reason)
	return nil
}

func (l *library) AutoAccept(on bool) error {
	l.node.SetAutoAccept(on)
	return nil
}

func (l *library) Limit(int) error { return errors.New("this ship-go has no connection limit") }

// reader turns the hub's callbacks into events.
type reader struct {
	channel *control.Channel
}

func (r *reader) RemoteSKIConnected(ski string) {
	r.channel.Emit("callback", "ski", ski, "name", "RemoteSKIConnected")
}

func (r *reader) RemoteSKIDisconnected(ski string) { r.channel.Emit("disconnected", "ski", ski) }

func (r *reader) SetupRemoteDevice(ski string,
	writer api.ShipConnectionDataWriterInterface) api.ShipConnectionDataReaderInterface {
	return r.channel.Attach(ski, writer, func() bool {
		closed, _ := writer.(api.ShipConnectionInterface).DataHandler().IsDataConnectionClosed()
		return closed
	})
}

func (r *reader) VisibleRemoteServicesUpdated([]api.RemoteService) {}

func (r *reader) ServiceShipIDUpdate(ski string, shipID string) {
	r.channel.Emit("shipId", "ski", ski, "shipId", shipID)
}

func (r *reader) ServicePairingDetailUpdate(ski string, detail *api.ConnectionStateDetail) {
	r.channel.Pairing(ski, uint(detail.State()), detail.Error())
}

// AllowWaitingForTrust gets the remote SHIP ID instead of the SKI in this version, mostly an empty string.
func (r *reader) AllowWaitingForTrust(name string) bool { return r.channel.MayWait(name) }

// sightings stands in for mDNS: it shows what commands tell it to show and announces nothing.
type sightings struct {
	mux     sync.Mutex
	report  api.MdnsReportInterface
	entries map[string]*api.MdnsEntry
}

func (s *sightings) Start(report api.MdnsReportInterface) error {
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
