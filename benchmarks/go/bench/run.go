// SPDX-License-Identifier: Apache-2.0

// Package bench is what both ship-go programs share: the same measurements, arguments and lines of JSON as the Java
// program ShipPair beside it, and a hub to be measured from outside. It knows no version of ship-go; each program
// hands in its own as a Library.
package bench

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"syscall"
	"time"

	"github.com/gorilla/websocket"
)

// Writer sends a payload to a peer; ship-go's connection is one.
type Writer interface {
	WriteShipMessageWithPayload(message []byte)
}

// Library is one version of ship-go.
type Library struct {
	CipherSuites      []uint16
	CreateCertificate func(organizationalUnit, organization, country, commonName string) (tls.Certificate, error)
	SKI               func(certificate *x509.Certificate) (string, error)
	Upgrader          websocket.Upgrader
	ReadLimit         int64 // 0: none
	NoTickets         bool
	// Attach makes a SHIP connection of a WebSocket, as this version's hub does, and runs it.
	Attach func(socket *websocket.Conn, client bool, ski string, end *End)
	// StartHub opens a hub that trusts these SKIs.
	StartHub func(port int, certificate tls.Certificate, ski, fingerprint string, trusted []string) error
}

// Run is the whole program: "hub …" or the measurements of a pair.
func Run(library Library) {
	var err error
	if len(os.Args) > 1 && os.Args[1] == "hub" {
		err = runHub(library, os.Args[2:])
	} else {
		err = runPair(library, os.Args[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// meter measures items, wall time and CPU time of this process (user and system).
type meter struct {
	began time.Time
	cpu   time.Duration
}

func newMeter() meter { return meter{time.Now(), cpuTime()} }

func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func (m meter) report(line string, items, failed int64) {
	seconds := time.Since(m.began).Seconds()
	cpu := cpuTime() - m.cpu
	var perItem int64
	if items > 0 {
		perItem = int64(cpu) / items
	}
	fmt.Printf(`{"line":"%s","items":%d,"failed":%d,"perSecond":%.0f,"cpuNanos":%d}`+"\n",
		line, items, failed, float64(items)/seconds, perItem)
}
