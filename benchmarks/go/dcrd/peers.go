// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"net"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	_ "unsafe" // for the link below

	"github.com/decred/dcrd/chaincfg/chainhash"
	"github.com/decred/dcrd/peer/v3"
	"github.com/decred/dcrd/wire"
)

// Two peers of one process refuse each other otherwise: the package takes them for one.
//
//go:linkname allowSelfConns github.com/decred/dcrd/peer/v3.allowSelfConns
var allowSelfConns bool

const patience = 5 * time.Second

func (p plan) peers() error {
	allowSelfConns = true
	for _, parallel := range []int{1, 8} {
		if err := p.handshakes(fmt.Sprintf("handshake-%d", parallel), parallel); err != nil {
			return err
		}
	}
	if err := p.idle(); err != nil {
		return err
	}
	return p.sync()
}

// hub accepts one connection at a time and hands its peer over.
type hub struct {
	listener net.Listener
	accepted chan *peer.Peer
}

func openHub(listeners func() peer.MessageListeners) (*hub, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	h := &hub{listener, make(chan *peer.Peer, 1)}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			p := peer.NewInboundPeer(config(listeners()))
			p.AssociateConnection(connection)
			h.accepted <- p
		}
	}()
	return h, nil
}

func config(listeners peer.MessageListeners) *peer.Config {
	return &peer.Config{
		UserAgentName:    "bench",
		UserAgentVersion: "1.0.0",
		Net:              wire.SimNet,
		IdleTimeout:      2 * time.Minute,
		Listeners:        listeners,
	}
}

// connect goes from TCP to the end of the handshake on both ends.
func (h *hub) connect(done chan struct{}, listeners peer.MessageListeners) (client, server *peer.Peer, err error) {
	listeners.OnVerAck = func(*peer.Peer, *wire.MsgVerAck) { done <- struct{}{} }
	client, err = peer.NewOutboundPeer(config(listeners), h.listener.Addr().String())
	if err != nil {
		return nil, nil, err
	}
	connection, err := net.Dial("tcp", client.Addr())
	if err != nil {
		return nil, nil, err
	}
	client.AssociateConnection(connection)
	server = <-h.accepted
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for range 2 {
		select {
		case <-done:
		case <-deadline.C:
			cut(client, server)
			return nil, nil, errors.New("the handshake hangs")
		}
	}
	return client, server, nil
}

func cut(peers ...*peer.Peer) {
	for _, each := range peers {
		each.Disconnect()
	}
	for _, each := range peers {
		each.WaitForDisconnect()
	}
}

func verAck(done chan struct{}) func() peer.MessageListeners {
	return func() peer.MessageListeners {
		return peer.MessageListeners{OnVerAck: func(*peer.Peer, *wire.MsgVerAck) { done <- struct{}{} }}
	}
}

// handshakes measures complete handshakes, each cut as soon as both ends have the other's verack.
func (p plan) handshakes(line string, parallel int) error {
	if p.skips(line) {
		return nil
	}
	for _, round := range p.rounds() {
		meter := newMeter()
		var completed, failed atomic.Int64
		var workers sync.WaitGroup
		for range parallel {
			done := make(chan struct{}, 2)
			h, err := openHub(verAck(done))
			if err != nil {
				return err
			}
			defer h.listener.Close()
			workers.Add(1)
			go func() {
				defer workers.Done()
				for first := true; first || time.Since(meter.began) < round.duration; first = false {
					client, server, err := h.connect(done, peer.MessageListeners{})
					if err != nil {
						failed.Add(1)
						continue
					}
					completed.Add(1)
					cut(client, server)
				}
			}()
		}
		workers.Wait()
		if round.counts {
			meter.report(line, completed.Load(), failed.Load(), 0)
		}
	}
	return nil
}

// idle counts what lives for each of many peers, half of them at either end.
func (p plan) idle() error {
	if p.skips("idle") {
		return nil
	}
	done := make(chan struct{}, 2)
	h, err := openHub(verAck(done))
	if err != nil {
		return err
	}
	defer h.listener.Close()
	before := live()
	var peers []*peer.Peer
	for len(peers) < idlePeers {
		client, server, err := h.connect(done, peer.MessageListeners{})
		if err != nil {
			return err
		}
		peers = append(peers, client, server)
	}
	time.Sleep(300 * time.Millisecond)
	fmt.Printf(`{"line":"idle","heapBytes":%d}`+"\n", (live()-before)/idlePeers)
	cut(peers...)
	runtime.KeepAlive(peers)
	return nil
}

// sync asks a local peer for a chain, 2 000 headers at a time, and hashes and links each of them.
func (p plan) sync() error {
	if p.skips("sync") {
		return nil
	}
	chain := makeChain()
	done := make(chan struct{}, 2)
	h, err := openHub(func() peer.MessageListeners {
		return peer.MessageListeners{
			OnVerAck: func(*peer.Peer, *wire.MsgVerAck) { done <- struct{}{} },
			OnGetHeaders: func(server *peer.Peer, ask *wire.MsgGetHeaders) {
				server.QueueMessage(chain.after(ask.BlockLocatorHashes[0]), nil)
			},
		}
	})
	if err != nil {
		return err
	}
	defer h.listener.Close()
	came := make(chan *wire.MsgHeaders, 1)
	client, server, err := h.connect(done, peer.MessageListeners{
		OnHeaders: func(_ *peer.Peer, headers *wire.MsgHeaders) { came <- headers },
	})
	if err != nil {
		return err
	}
	defer cut(client, server)
	for _, round := range p.rounds() {
		meter := newMeter()
		synced := int64(0)
		for synced == 0 || time.Since(meter.began) < round.duration {
			if err := chain.sync(client, came); err != nil {
				return err
			}
			synced += syncedHeaders
		}
		if round.counts {
			meter.report("sync", synced, 0, 0)
		}
	}
	return nil
}

// chain is made up: linked, of no work.
type chain struct {
	genesis chainhash.Hash
	heights map[chainhash.Hash]int
	batches []*wire.MsgHeaders
}

func makeChain() *chain {
	c := &chain{heights: map[chainhash.Hash]int{{}: 0}}
	previous := c.genesis
	for height := 1; height <= syncedHeaders; height++ {
		if height%wire.MaxBlockHeadersPerMsg == 1 {
			c.batches = append(c.batches, &wire.MsgHeaders{})
		}
		header := &wire.BlockHeader{
			Version: 9, PrevBlock: previous, Bits: 0x207fffff, Height: uint32(height),
			Timestamp: time.Unix(1700000000+int64(height), 0),
		}
		if err := c.batches[len(c.batches)-1].AddBlockHeader(header); err != nil {
			panic(err)
		}
		previous = header.BlockHash()
		c.heights[previous] = height
	}
	return c
}

func (c *chain) after(locator *chainhash.Hash) wire.Message {
	return c.batches[c.heights[*locator]/wire.MaxBlockHeadersPerMsg]
}

func (c *chain) sync(client *peer.Peer, came chan *wire.MsgHeaders) error {
	tip := c.genesis
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for range c.batches {
		client.QueueMessage(&wire.MsgGetHeaders{BlockLocatorHashes: []*chainhash.Hash{&tip}}, nil)
		select {
		case headers := <-came:
			for _, header := range headers.Headers {
				if header.PrevBlock != tip {
					return errors.New("not a chain")
				}
				tip = header.BlockHash()
			}
		case <-deadline.C:
			return errors.New("no headers came")
		}
	}
	if c.heights[tip] != syncedHeaders {
		return errors.New("not the whole chain")
	}
	return nil
}
