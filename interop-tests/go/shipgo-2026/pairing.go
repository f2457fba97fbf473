// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/hex"
	"errors"
	"flag"
	"sync"

	"github.com/enbility/ship-go/api"
)

// The secret of this peer's QR code; the pairing service is off without one.
var pairingSecret = flag.String("pairing-secret", "", "listen for pairing records with this secret (32 hexadecimal digits)")

// pairing makes the listener's configuration, or nothing when the service is off.
func pairing() (*api.PairingConfig, api.RingBufferPersistence, error) {
	if *pairingSecret == "" {
		if *network == "" {
			return nil, nil, nil
		}
		return api.NewPairingConfig(api.PairingModeAnnouncer, nil), &ring{}, nil
	}
	secret, err := hex.DecodeString(*pairingSecret)
	if err != nil {
		return nil, nil, err
	}
	if *network != "" {
		return api.NewPairingConfig(api.PairingModeBoth, api.PairingSecret(secret)), &ring{}, nil
	}
	return api.NewPairingConfig(api.PairingModeListener, api.PairingSecret(secret)), &ring{}, nil
}

// ring keeps the digests of one run: what was used once is refused afterwards.
type ring struct {
	mux     sync.Mutex
	entries []api.DigestEntry
	next    int
}

func (r *ring) LoadRingBuffer() ([]api.DigestEntry, int, error) {
	r.mux.Lock()
	defer r.mux.Unlock()
	return r.entries, r.next, nil
}

func (r *ring) SaveRingBuffer(entries []api.DigestEntry, next int) error {
	r.mux.Lock()
	defer r.mux.Unlock()
	r.entries, r.next = append([]api.DigestEntry(nil), entries...), next
	return nil
}

// records stands in for the pairing half of mDNS: it shows the records that commands tell it to show.
type records struct {
	mux      sync.Mutex
	listener func(*api.ShipPairingTXT) bool
}

func (r *records) SearchPairingServices(listener func(*api.ShipPairingTXT) bool) error {
	r.mux.Lock()
	defer r.mux.Unlock()
	r.listener = listener
	return nil
}

func (r *records) SeePairing(txt map[string]string) error {
	r.mux.Lock()
	listener := r.listener
	r.mux.Unlock()
	if listener == nil {
		return errors.New("nobody listens for pairing records")
	}
	listener(&api.ShipPairingTXT{TxtVers: txt["txtvers"], ParType: txt["parType"], ForId: txt["forId"],
		ForPar: txt["forPar"], TrustId: txt["trustId"], TrustPar: txt["trustPar"], TrustCurve: txt["trustCurve"],
		Type: txt["type"], TrustNonce: txt["trustNonce"], Alg: txt["alg"], Digest: txt["digest"]})
	return nil
}

func (r *records) AnnouncePairingService(*api.ShipPairingTXT) (string, error) {
	return "", errors.New("this peer announces nothing")
}

func (r *records) UnannouncePairingService(string) error { return nil }

func (r *records) RequestPairingEntries() (map[string]*api.ShipPairingTXT, error) { return nil, nil }

func (r *records) IsPairingServiceAnnounced() bool { return false }

// AnnounceTo announces this node to a device that it trusts already.
func (l *library) AnnounceTo(ski, fingerprint, shipID, secret string) error {
	bytes, err := hex.DecodeString(secret)
	if err != nil {
		return err
	}
	target := api.PairingTarget{SKI: ski, Fingerprint: fingerprint, ShipID: shipID, Secret: bytes}
	return l.node.StartAnnouncementTo(target)
}

// WithdrawFrom announces it no more.
func (l *library) WithdrawFrom(shipID string) error {
	return l.node.StopAnnouncementTo(shipID)
}

// The three callbacks of the pairing service.
func (r *reader) ServiceAutoTrusted(identity api.ServiceIdentity) {
	r.channel.Emit("callback", "ski", identity.SKI, "name", "ServiceAutoTrusted")
}

func (r *reader) ServiceAutoTrustFailed(identity api.ServiceIdentity, reason error) {
	r.channel.Emit("callback", "ski", identity.SKI, "name", "ServiceAutoTrustFailed")
}

func (r *reader) ServiceAutoTrustRemoved(identity api.ServiceIdentity, reason string) {
	r.channel.Emit("callback", "ski", identity.SKI, "name", "ServiceAutoTrustRemoved")
}
