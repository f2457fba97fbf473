// SPDX-License-Identifier: Apache-2.0

package control

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// Shutdown of ship-go may wait for idle sockets; the driver does not.
const shutdownLimit = 8 * time.Second

// Exit status: 0 after "stop", 1 when the start failed, 3 when standard input ended.
const (
	ExitStopped = 0
	ExitFailed  = 1
	ExitOrphan  = 3
)

// Sighting is what a device would have announced.
type Sighting struct {
	SKI, Host, Path, ShipID string
	Port                    int
	Register                bool
}

// Library is one version of ship-go behind the commands. Calls come from one goroutine.
type Library interface {
	Start() error
	Trust(ski, shipID string) error
	Untrust(ski string) error
	Deny(ski string) error
	Disconnect(ski, reason string) error
	AutoAccept(on bool) error
	Limit(connections int) error
	See(sighting Sighting)
	Unsee(ski string)
	Shutdown()
}

// Fingerprints is a library that also knows nodes by the fingerprint of their certificate.
type Fingerprints interface {
	TrustFingerprint(ski, fingerprint, shipID string) error
}

// PairingRecords is a library with a pairing service.
type PairingRecords interface {
	SeePairing(txt map[string]string) error
	AnnounceTo(ski, fingerprint, shipID, secret string) error
	WithdrawFrom(shipID string) error
}

type options struct {
	cert, key, shipID       string
	biggerThan, smallerThan string
	port                    int
	verbose                 bool
}

type command struct {
	ID      int64  `json:"id"`
	Cmd     string `json:"cmd"`
	SKI     string `json:"ski"`
	ShipID  string `json:"shipId"`
	Host    string `json:"host"`
	Path    string `json:"path"`
	Print   string `json:"fingerprint"`
	Port    int    `json:"port"`
	Payload string `json:"payload"`
	Content *int   `json:"content"`
	Size    *int   `json:"size"`
	Reason  string `json:"reason"`
	On      bool   `json:"on"`
	N       int    `json:"n"`
}

func parse() options {
	var o options
	flag.StringVar(&o.cert, "cert", "", "certificate file (PEM); made with the key when both are missing")
	flag.StringVar(&o.key, "key", "", "key file (PEM)")
	flag.StringVar(&o.shipID, "ship-id", "Handfast-Interop", "own SHIP ID")
	flag.StringVar(&o.biggerThan, "bigger-than", "", "make a certificate whose SKI is bigger than this one")
	flag.StringVar(&o.smallerThan, "smaller-than", "", "make a certificate whose SKI is smaller than this one")
	flag.IntVar(&o.port, "port", 0, "port to listen on, 0 = a free one")
	flag.BoolVar(&o.verbose, "verbose", false, "report ship-go's log")
	flag.Parse()
	return o
}

// Run is the whole life of a peer; it does not return.
func Run(certificates Certificates, open func(*Channel, *Log, Identity) (Library, error)) {
	o := parse()
	channel := NewChannel(o.verbose)
	logger := &Log{channel}
	log.SetFlags(0)
	log.SetOutput(logger)
	commands := channel.read()
	library, identity, err := start(o, channel, logger, certificates, open)
	if err != nil {
		channel.Emit("error", "id", 0, "cmd", "start", "message", err.Error())
		channel.Exit(ExitFailed)
	}
	channel.Emit("ready", "ski", identity.SKI, "fingerprint", identity.Fingerprint, "port", identity.Port,
		"shipId", identity.ShipID, "version", libraryVersion(), "go", runtime.Version())
	for c := range commands {
		fields, err := channel.perform(library, c)
		answer := []any{"id", c.ID, "cmd", c.Cmd}
		if err != nil {
			channel.Emit("error", append(answer, "message", err.Error())...)
			continue
		}
		channel.Emit("done", append(answer, fields...)...)
		if c.Cmd == "stop" {
			channel.Emit("closed")
			channel.Exit(ExitStopped)
		}
	}
}

func start(o options, channel *Channel, logger *Log, certificates Certificates,
	open func(*Channel, *Log, Identity) (Library, error)) (Library, Identity, error) {
	if o.cert == "" || o.key == "" {
		return nil, Identity{}, errors.New("--cert and --key are needed")
	}
	var err error
	if o.port, err = freePort(o.port); err != nil {
		return nil, Identity{}, err
	}
	identity, err := o.identify(certificates)
	if err != nil {
		return nil, identity, err
	}
	library, err := open(channel, logger, identity)
	if err != nil {
		return nil, identity, err
	}
	if err := library.Start(); err != nil {
		return nil, identity, err
	}
	return library, identity, channel.awaitServer(identity.Port)
}

func (c *Channel) read() <-chan command {
	commands := make(chan command, 1000)
	c.Listen(func(line []byte) error {
		var next command
		if err := json.Unmarshal(line, &next); err != nil {
			return err
		}
		next.SKI = strings.ToLower(next.SKI)
		commands <- next
		return nil
	})
	return commands
}

// Listen hands each line of standard input to a function, on a goroutine of its own, and reports those it cannot
// read. The end of the input ends the program at once, whatever a command is doing: a peer must not outlive its
// driver.
func (c *Channel) Listen(take func(line []byte) error) {
	go func() {
		input := bufio.NewReader(os.Stdin)
		for {
			line, err := input.ReadBytes('\n')
			if err != nil {
				if err != io.EOF {
					c.Emit("log", "level", "error", "text", err.Error())
				}
				os.Exit(ExitOrphan)
			}
			if err := take(line); err != nil {
				c.Emit("error", "id", 0, "cmd", "?", "message", err.Error())
			}
		}
	}()
}

func (c *Channel) perform(library Library, next command) ([]any, error) {
	switch next.Cmd {
	case "trust":
		return nil, trust(library, next)
	case "seePairing":
		return nil, seePairing(library, next.Payload)
	case "announceTo", "withdrawFrom":
		return nil, announce(library, next)
	case "untrust":
		return nil, library.Untrust(next.SKI)
	case "deny":
		return nil, library.Deny(next.SKI)
	case "disconnect":
		return nil, library.Disconnect(next.SKI, next.Reason)
	case "autoAccept":
		return nil, library.AutoAccept(next.On)
	case "limit":
		return nil, library.Limit(next.N)
	case "see":
		path := next.Path
		if path == "" {
			path = "/ship/"
		}
		library.See(Sighting{next.SKI, next.Host, path, next.ShipID, next.Port, next.On})
		return nil, nil
	case "unsee":
		library.Unsee(next.SKI)
		return nil, nil
	case "send":
		payload, err := next.payload()
		if err != nil {
			return nil, err
		}
		return c.send(next.SKI, payload)
	case "echo", "allowWaiting":
		c.mux.Lock()
		defer c.mux.Unlock()
		if next.Cmd == "echo" {
			c.echo = next.On
		} else {
			c.waiting = next.On
		}
		return nil, nil
	case "stop":
		stopped := make(chan struct{})
		go func() { library.Shutdown(); close(stopped) }()
		select {
		case <-stopped:
		case <-time.After(shutdownLimit):
			return []any{"forced", true}, nil
		}
		return nil, nil
	default:
		return nil, fmt.Errorf("unknown command %q", next.Cmd)
	}
}

func trust(library Library, next command) error {
	if next.Print == "" {
		return library.Trust(next.SKI, next.ShipID)
	}
	if prints, ok := library.(Fingerprints); ok {
		return prints.TrustFingerprint(next.SKI, next.Print, next.ShipID)
	}
	return errors.New("this ship-go knows no fingerprints")
}

func seePairing(library Library, payload string) error {
	records, ok := library.(PairingRecords)
	if !ok {
		return errors.New("this ship-go has no pairing service")
	}
	txt := map[string]string{}
	if err := json.Unmarshal([]byte(payload), &txt); err != nil {
		return err
	}
	return records.SeePairing(txt)
}

// announce announces this node to a trusted device whose secret is the payload, or does so no more.
func announce(library Library, next command) error {
	records, ok := library.(PairingRecords)
	if !ok {
		return errors.New("this ship-go has no pairing service")
	}
	if next.Cmd == "withdrawFrom" {
		return records.WithdrawFrom(next.ShipID)
	}
	return records.AnnounceTo(next.SKI, next.Print, next.ShipID, next.Payload)
}

// payload is the JSON given, or a datagram whose content ("content") or whole ("size") has the length given.
func (next command) payload() ([]byte, error) {
	const head, tail = `{"datagram":{"content":"`, `"}}`
	length := 0
	switch {
	case next.Content != nil:
		length = *next.Content
	case next.Size != nil:
		length = *next.Size - len(head) - len(tail)
	default:
		return []byte(next.Payload), nil
	}
	if length < 0 {
		return nil, fmt.Errorf("the smallest payload has %d bytes", len(head)+len(tail))
	}
	return []byte(head + Content(length) + tail), nil
}

func libraryVersion() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range build.Deps {
		if module.Path == "github.com/enbility/ship-go" {
			return module.Version
		}
	}
	return "unknown"
}
