// SPDX-License-Identifier: Apache-2.0

package bench

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"crypto/tls"
	"crypto/x509"

	"github.com/gorilla/websocket"
)

// A ship-go that lost a message to a race with itself would wait for 60 s: given up, counted as failed.
const patience = 250 * time.Millisecond

// ship-go's state numbers.
const (
	stateComplete = 38
	stateError    = 39
)

// End is one end of one connection: hears states and payloads of ship-go.
type End struct {
	finished chan bool // once: whether the handshake came to its end
	once     sync.Once
	socket   *websocket.Conn
	writer   Writer
	trips    *atomic.Int64 // nil on the answering side
}

func newEnd(trips *atomic.Int64) *End { return &End{finished: make(chan bool, 1), trips: trips} }

// State hears a state of the handshake.
func (e *End) State(n uint) {
	if n == stateComplete || n == stateError {
		e.once.Do(func() { e.finished <- n == stateComplete })
	}
}

// Closed hears that the connection has ended.
func (e *End) Closed() { e.State(stateError) }

// Setup hears where payloads go.
func (e *End) Setup(writer Writer) *End {
	e.writer = writer
	return e
}

// HandleShipPayloadMessage sends back what comes, on ship-go's own goroutine.
func (e *End) HandleShipPayloadMessage(message []byte) {
	if e.trips != nil {
		e.trips.Add(1)
	}
	e.writer.WriteShipMessageWithPayload(message)
}

// pair is two ends in this process with a port of their own between them, one connection at a time.
type pair struct {
	library  Library
	dialer   *websocket.Dialer
	address  string
	server   *http.Server
	accepted chan *End
	trips    *atomic.Int64
}

func openPair(library Library, trips *atomic.Int64) (*pair, error) {
	own, err := library.CreateCertificate("Bench", "Handfast", "DE", "server")
	if err != nil {
		return nil, err
	}
	clients, err := library.CreateCertificate("Bench", "Handfast", "DE", "client")
	if err != nil {
		return nil, err
	}
	p := &pair{library: library, accepted: make(chan *End, 1), trips: trips}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p.address = "wss://" + listener.Addr().String() + "/ship/"
	p.server = &http.Server{
		Handler:           p,
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0),
		TLSConfig: &tls.Config{
			Certificates:           []tls.Certificate{own},
			ClientAuth:             tls.RequireAnyClientCert,
			CipherSuites:           library.CipherSuites,
			VerifyPeerCertificate:  p.verify,
			MinVersion:             tls.VersionTLS12,
			SessionTicketsDisabled: library.NoTickets,
		},
	}
	go func() { _ = p.server.ServeTLS(listener, "", "") }()
	p.dialer = &websocket.Dialer{
		HandshakeTimeout: 5 * time.Second,
		TLSClientConfig: &tls.Config{
			Certificates:       []tls.Certificate{clients},
			InsecureSkipVerify: true, // as ship-go: all certificates are self-signed
			CipherSuites:       library.CipherSuites,
		},
		Subprotocols: []string{"ship"},
	}
	return p, nil
}

func (p *pair) verify(certificates [][]byte, _ [][]*x509.Certificate) error {
	certificate, err := x509.ParseCertificate(certificates[0])
	if err != nil {
		return err
	}
	_, err = p.library.SKI(certificate)
	return err
}

// ServeHTTP is the accepting end.
func (p *pair) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	upgrader := p.library.Upgrader
	socket, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	ski, err := p.library.SKI(r.TLS.PeerCertificates[0])
	if err != nil {
		_ = socket.Close()
		return
	}
	end := newEnd(nil)
	p.attach(socket, false, ski, end)
	p.accepted <- end
}

func (p *pair) attach(socket *websocket.Conn, client bool, ski string, end *End) {
	end.socket = socket
	if p.library.ReadLimit > 0 {
		socket.SetReadLimit(p.library.ReadLimit)
	}
	p.library.Attach(socket, client, ski, end)
}

// connect goes from TCP to the end of the SHIP handshake on both ends.
func (p *pair) connect() (client, server *End, err error) {
	socket, _, err := p.dialer.Dial(p.address, nil)
	if err != nil {
		return nil, nil, err
	}
	certificates := socket.UnderlyingConn().(*tls.Conn).ConnectionState().PeerCertificates
	ski, err := p.library.SKI(certificates[0])
	if err != nil {
		_ = socket.Close()
		return nil, nil, err
	}
	client = newEnd(p.trips)
	p.attach(socket, true, ski, client)
	server = <-p.accepted
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for _, end := range []*End{client, server} {
		select {
		case complete := <-end.finished:
			if !complete {
				err = errors.New("the handshake failed")
			}
		case <-deadline.C:
			err = errors.New("the handshake hangs")
			deadline.Reset(0)
		}
	}
	if err != nil {
		cut(client, server)
	}
	return client, server, err
}

func cut(ends ...*End) {
	for _, end := range ends {
		_ = end.socket.Close()
	}
}

type plan struct {
	library  Library
	payloads string
	warmUp   time.Duration
	measured time.Duration
	wanted   []string
}

func runPair(library Library, arguments []string) error {
	if len(arguments) < 3 {
		return errors.New("usage: PAYLOADS WARM-UP-SECONDS SECONDS [LINE…]")
	}
	warmUp, err := strconv.ParseFloat(arguments[1], 64)
	if err != nil {
		return err
	}
	measured, err := strconv.ParseFloat(arguments[2], 64)
	if err != nil {
		return err
	}
	p := plan{library, arguments[0], time.Duration(warmUp * 1e9), time.Duration(measured * 1e9), arguments[3:]}
	for _, parallel := range []int{1, 8} {
		if err := p.connections(fmt.Sprintf("connect-%d", parallel), parallel); err != nil {
			return err
		}
	}
	for _, size := range []string{"1k", "32k"} {
		for _, connections := range []int{1, 16} {
			if err := p.roundTrips(size, connections); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p plan) skips(line string) bool { return len(p.wanted) > 0 && !slices.Contains(p.wanted, line) }

// connections measures complete connections, each cut as soon as both ends are complete.
func (p plan) connections(line string, parallel int) error {
	if p.skips(line) {
		return nil
	}
	var pairs []*pair
	for range parallel {
		opened, err := openPair(p.library, nil)
		if err != nil {
			return err
		}
		defer opened.server.Close()
		pairs = append(pairs, opened)
	}
	connectAll(pairs, p.warmUp)
	measured := newMeter()
	completed, failed := connectAll(pairs, p.measured)
	measured.report(line, completed, failed)
	return nil
}

func connectAll(pairs []*pair, duration time.Duration) (completed, failed int64) {
	var done, lost atomic.Int64
	var workers sync.WaitGroup
	end := time.Now().Add(duration)
	for _, each := range pairs {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for time.Now().Before(end) {
				client, server, err := each.connect()
				if err != nil {
					lost.Add(1)
					continue
				}
				done.Add(1)
				cut(client, server)
			}
		}()
	}
	workers.Wait()
	return done.Load(), lost.Load()
}

// roundTrips measures payloads to and fro, one at a time on each connection.
func (p plan) roundTrips(size string, connections int) error {
	line := fmt.Sprintf("echo-%s-%d", size, connections)
	if p.skips(line) {
		return nil
	}
	payload, err := os.ReadFile(filepath.Join(p.payloads, "payload-"+size+".json"))
	if err != nil {
		return err
	}
	var trips atomic.Int64
	for range connections {
		opened, err := openPair(p.library, &trips)
		if err != nil {
			return err
		}
		defer opened.server.Close()
		client, server, err := opened.connect()
		for attempt := 0; err != nil && attempt < 20; attempt++ { // a lost message
			client, server, err = opened.connect()
		}
		if err != nil {
			return err
		}
		defer cut(client, server)
		client.writer.WriteShipMessageWithPayload(payload)
	}
	time.Sleep(p.warmUp)
	before := trips.Load()
	measured := newMeter()
	time.Sleep(p.measured)
	measured.report(line, trips.Load()-before, 0)
	return nil
}
