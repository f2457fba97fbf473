// SPDX-License-Identifier: Apache-2.0

// Package control is the part that all live peers share: the control channel (one JSON object per line, commands
// on standard input, events on standard output), the certificate files and the port. It knows no version of
// ship-go; each program hands in its own as a Library. The protocol is written down in
// docs/protocol/ship-go-peers.md.
package control

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// More lines than a driver that reads leaves unread.
const queuedLines = 100_000

// Payloads up to this many bytes are shown as text in events; longer ones only by length and digest.
const shownText = 400

// Writer sends a payload to a peer; ship-go's connection is one.
type Writer interface {
	WriteShipMessageWithPayload(message []byte)
}

// Channel writes events and remembers what commands switch. Safe for use by all goroutines.
type Channel struct {
	verbose bool
	started time.Time
	lines   chan []byte
	written chan struct{}
	out     sync.Mutex // keeps lines in the order of their times, and ends them with exit

	mux       sync.Mutex
	writers   map[string]attached
	echo      bool
	waiting   bool
	sendError string
	fatal     string
}

type attached struct {
	writer Writer
	closed func() bool
}

// NewChannel writes to standard output from now on.
func NewChannel(verbose bool) *Channel {
	c := &Channel{verbose: verbose, started: time.Now(), lines: make(chan []byte, queuedLines),
		written: make(chan struct{}), writers: map[string]attached{}, waiting: true}
	go func() {
		for line := range c.lines {
			_, _ = os.Stdout.Write(line)
		}
		close(c.written)
	}()
	return c
}

// Exit ends the program after all that was emitted has been written.
func (c *Channel) Exit(status int) {
	c.out.Lock()
	close(c.lines)
	<-c.written
	os.Exit(status)
}

// Emit reports one event; fields are alternating names and values, kept in their order. It does not wait for the
// driver: ship-go logs between two of its states, and time spent there widens its races.
func (c *Channel) Emit(event string, fields ...any) {
	var line bytes.Buffer
	line.WriteString(`{"event":` + text(event))
	line.WriteString(`,"ms":` + text(time.Since(c.started).Milliseconds()))
	for i := 0; i+1 < len(fields); i += 2 {
		line.WriteString("," + text(fields[i]) + ":" + text(fields[i+1]))
	}
	line.WriteString("}\n")
	c.out.Lock()
	defer c.out.Unlock()
	c.lines <- line.Bytes()
}

func text(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil {
		return `"unprintable"`
	}
	return string(encoded)
}

// Pairing reports a connection state of ship-go's public API by number and error.
func (c *Channel) Pairing(ski string, state uint, err error) {
	names := []string{"none", "queued", "initiated", "receivedPairingRequest", "inProgress", "trusted", "pin",
		"completed", "remoteDeniedTrust", "error"}
	name := "unknown"
	if int(state) < len(names) {
		name = names[state]
	}
	message := ""
	if err != nil {
		message = err.Error()
	}
	c.Emit("pairing", "ski", ski, "state", state, "name", name, "message", message)
}

// Attach remembers where payloads for a peer go and returns the reader of its payloads. The newest wins.
func (c *Channel) Attach(ski string, writer Writer, closed func() bool) *Payloads {
	c.mux.Lock()
	c.writers[ski] = attached{writer, closed}
	c.mux.Unlock()
	c.Emit("setup", "ski", ski)
	return &Payloads{channel: c, ski: ski, writer: writer}
}

// MayWait answers ship-go's question whether a user may still grant trust, and reports it.
func (c *Channel) MayWait(name string) bool {
	c.mux.Lock()
	waiting := c.waiting
	c.mux.Unlock()
	c.Emit("waiting", "name", name, "allowed", waiting)
	return waiting
}

// Payloads receives what one peer sends.
type Payloads struct {
	channel *Channel
	ski     string
	writer  Writer
}

// HandleShipPayloadMessage is called by ship-go for each payload, in order of arrival.
func (p *Payloads) HandleShipPayloadMessage(message []byte) {
	p.channel.Emit("data", append([]any{"ski", p.ski}, digest(message)...)...)
	p.channel.mux.Lock()
	echo := p.channel.echo
	p.channel.mux.Unlock()
	if echo {
		p.writer.WriteShipMessageWithPayload(bytes.Clone(message))
	}
}

func digest(message []byte) []any {
	sum := sha256.Sum256(message)
	fields := []any{"length", len(message), "sha256", hex.EncodeToString(sum[:])}
	if len(message) <= shownText {
		fields = append(fields, "text", string(message))
	}
	return fields
}

// send passes a payload on; ship-go reports its failures only in its log, so the log is asked.
func (c *Channel) send(ski string, payload []byte) ([]any, error) {
	c.mux.Lock()
	peer, known := c.writers[ski]
	c.sendError = ""
	c.mux.Unlock()
	if !known || peer.closed() {
		return nil, fmt.Errorf("not connected to %s", ski)
	}
	peer.writer.WriteShipMessageWithPayload(payload)
	c.mux.Lock()
	defer c.mux.Unlock()
	if c.sendError != "" {
		return nil, fmt.Errorf("ship-go: %s", c.sendError)
	}
	return digest(payload), nil
}

// Content is the text that "content" and "size" send: the alphabet and the digits, over and over.
func Content(length int) string {
	const unit = "abcdefghijklmnopqrstuvwxyz0123456789"
	return strings.Repeat(unit, length/len(unit)+1)[:length]
}
