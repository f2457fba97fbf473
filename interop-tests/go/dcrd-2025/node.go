// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/decred/dcrd/chaincfg/chainhash"
	"github.com/decred/dcrd/peer/v3"
	"github.com/decred/dcrd/wire"
	"handfast.invalid/control"
)

const dialLimit = 10 * time.Second

// Node listens, dials and answers as a full node does, from its chain. All it sees becomes events. dcrd's peer calls
// it on a goroutine per connection, so everything below the mutex is under it.
type Node struct {
	channel *control.Channel
	config  peer.Config
	known   []*wire.NetAddress // what it answers to getaddr

	mux    sync.Mutex
	chain  *Chain
	early  []wire.Message // what it says to every new peer between version and verack
	silent bool           // answers nothing but pings
	peers  map[*peer.Peer]int
	last   int
}

func newNode(channel *control.Channel, config peer.Config, chain *Chain, known []*wire.NetAddress) *Node {
	n := &Node{channel: channel, config: config, chain: chain, known: known, peers: map[*peer.Peer]int{}}
	n.config.NewestBlock = func() (*chainhash.Hash, int64, error) {
		n.mux.Lock()
		defer n.mux.Unlock()
		return &n.chain.tip().hash, int64(n.chain.height()), nil
	}
	n.config.Listeners = peer.MessageListeners{
		OnVersion:       n.version,
		OnVerAck:        func(p *peer.Peer, _ *wire.MsgVerAck) { n.tell(p, "verack") },
		OnRead:          n.read,
		OnWrite:         n.written,
		OnGetAddr:       n.getAddr,
		OnGetHeaders:    n.getHeaders,
		OnGetBlocks:     n.getBlocks,
		OnGetData:       n.getData,
		OnGetCFilterV2:  n.getFilter,
		OnGetCFiltersV2: n.getFilters,
		OnGetInitState:  n.getInitState,
	}
	return n
}

// ---- connections

func (n *Node) accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		n.open(peer.NewInboundPeer(&n.config), connection)
	}
}

func (n *Node) dial(host string, port int) (int, error) {
	address := net.JoinHostPort(host, fmt.Sprint(port))
	p, err := peer.NewOutboundPeer(&n.config, address)
	if err != nil {
		return 0, err
	}
	connection, err := net.DialTimeout("tcp", address, dialLimit)
	if err != nil {
		return 0, err
	}
	return n.open(p, connection), nil
}

// open gives a peer its connection; dcrd's handshake begins by itself.
func (n *Node) open(p *peer.Peer, connection net.Conn) int {
	n.mux.Lock()
	n.last++
	number := n.last
	n.peers[p] = number
	n.mux.Unlock()
	n.tell(p, "connection", "inbound", p.Inbound(), "remote", connection.RemoteAddr().String())
	p.AssociateConnection(connection)
	go func() {
		p.WaitForDisconnect()
		n.tell(p, "end", "handshake", p.HandshakeDone(), "sent", p.BytesSent(), "received", p.BytesReceived())
		n.mux.Lock()
		delete(n.peers, p)
		n.mux.Unlock()
	}()
	return number
}

func (n *Node) find(number int) (*peer.Peer, error) {
	n.mux.Lock()
	defer n.mux.Unlock()
	for p, its := range n.peers {
		if its == number {
			return p, nil
		}
	}
	return nil, fmt.Errorf("no connection %d", number)
}

// tell reports an event of a connection.
func (n *Node) tell(p *peer.Peer, event string, fields ...any) {
	n.mux.Lock()
	number := n.peers[p]
	n.mux.Unlock()
	n.channel.Emit(event, append([]any{"peer", number}, fields...)...)
}

// ---- what is seen

// version is called before dcrd queues its verack: what is queued here comes earlier.
func (n *Node) version(p *peer.Peer, message *wire.MsgVersion) {
	n.tell(p, "version", "protocol", message.ProtocolVersion, "negotiated", p.ProtocolVersion(),
		"services", uint64(message.Services), "agent", message.UserAgent, "height", message.LastBlock,
		"relay", !message.DisableRelayTx, "you", message.AddrYou.IP.String(), "youPort", message.AddrYou.Port,
		"offset", p.TimeOffset())
	n.mux.Lock()
	early := n.early
	n.mux.Unlock()
	for _, each := range early {
		p.QueueMessage(each, nil)
	}
}

func (n *Node) read(p *peer.Peer, length int, message wire.Message, err error) {
	if err != nil {
		n.tell(p, "unreadable", "length", length, "message", err.Error())
		return
	}
	fields := []any{"command", message.Command(), "length", length}
	switch m := message.(type) {
	case *wire.MsgHeaders:
		fields = append(fields, "count", len(m.Headers))
	case *wire.MsgInv:
		fields = append(fields, "count", len(m.InvList))
	case *wire.MsgAddr:
		fields = append(fields, "count", len(m.AddrList))
	case *wire.MsgGetHeaders:
		fields = append(fields, "count", len(m.BlockLocatorHashes), "stop", m.HashStop.String())
	case *wire.MsgGetInitState:
		fields = append(fields, "text", strings.Join(m.Types, " "))
	case *wire.MsgInitState:
		fields = append(fields, "count", len(m.BlockHashes)+len(m.VoteHashes)+len(m.TSpendHashes))
	case *wire.MsgPing:
		fields = append(fields, "text", fmt.Sprintf("%016x", m.Nonce))
	case *wire.MsgPong:
		fields = append(fields, "text", fmt.Sprintf("%016x", m.Nonce))
	}
	n.tell(p, "read", fields...)
}

func (n *Node) written(p *peer.Peer, length int, message wire.Message, err error) {
	if err != nil {
		n.tell(p, "unwritten", "command", message.Command(), "message", err.Error())
		return
	}
	n.tell(p, "sent", "command", message.Command(), "length", length)
}

// ---- what is answered

// answer runs on a state that nobody changes meanwhile; a silent node answers nothing.
func (n *Node) answer(p *peer.Peer, messages func() []wire.Message) {
	n.mux.Lock()
	var answers []wire.Message
	if !n.silent {
		answers = messages()
	}
	n.mux.Unlock()
	for _, message := range answers {
		p.QueueMessage(message, nil)
	}
}

func (n *Node) getAddr(p *peer.Peer, _ *wire.MsgGetAddr) {
	n.answer(p, func() []wire.Message {
		if len(n.known) == 0 {
			return nil
		}
		addresses := wire.NewMsgAddr()
		addresses.AddrList = n.known
		return []wire.Message{addresses}
	})
}

func (n *Node) getHeaders(p *peer.Peer, message *wire.MsgGetHeaders) {
	n.answer(p, func() []wire.Message {
		return []wire.Message{&wire.MsgHeaders{
			Headers: n.chain.headers(message.BlockLocatorHashes, &message.HashStop)}}
	})
}

func (n *Node) getBlocks(p *peer.Peer, message *wire.MsgGetBlocks) {
	n.answer(p, func() []wire.Message {
		inventory := wire.NewMsgInv()
		for _, block := range n.chain.between(message.BlockLocatorHashes, &message.HashStop, wire.MaxBlocksPerMsg) {
			_ = inventory.AddInvVect(wire.NewInvVect(wire.InvTypeBlock, &block.hash))
		}
		if len(inventory.InvList) == 0 {
			return nil
		}
		return []wire.Message{inventory}
	})
}

func (n *Node) getData(p *peer.Peer, message *wire.MsgGetData) {
	n.answer(p, func() []wire.Message {
		var answers []wire.Message
		missing := wire.NewMsgNotFound()
		for _, wanted := range message.InvList {
			if block, found := n.chain.known[wanted.Hash]; found && wanted.Type == wire.InvTypeBlock {
				answers = append(answers, block.whole)
			} else {
				_ = missing.AddInvVect(wanted)
			}
		}
		if len(missing.InvList) > 0 {
			answers = append(answers, missing)
		}
		return answers
	})
}

func (n *Node) getFilter(p *peer.Peer, message *wire.MsgGetCFilterV2) {
	n.answer(p, func() []wire.Message {
		if filters := n.chain.filters(&message.BlockHash, &message.BlockHash); len(filters) == 1 {
			return []wire.Message{&filters[0]}
		}
		return nil
	})
}

func (n *Node) getFilters(p *peer.Peer, message *wire.MsgGetCFsV2) {
	n.answer(p, func() []wire.Message {
		if filters := n.chain.filters(&message.StartHash, &message.EndHash); len(filters) > 0 {
			return []wire.Message{wire.NewMsgCFiltersV2(filters)}
		}
		return nil
	})
}

// getInitState answers what dcrd does before votes are demanded: nothing, but at once.
func (n *Node) getInitState(p *peer.Peer, _ *wire.MsgGetInitState) {
	n.answer(p, func() []wire.Message { return []wire.Message{wire.NewMsgInitState()} })
}

// ---- what is done on command

// mine changes the chain and announces its new tip: as headers to who wants them, else as inventory.
func (n *Node) mine(blocks, without int) ([]any, error) {
	n.mux.Lock()
	err := n.chain.mine(blocks, without)
	tip := n.chain.tip()
	height := n.chain.height()
	peers := make([]*peer.Peer, 0, len(n.peers))
	for p := range n.peers {
		peers = append(peers, p)
	}
	n.mux.Unlock()
	for _, p := range peers {
		if p.WantsHeaders() {
			p.QueueMessage(&wire.MsgHeaders{Headers: []*wire.BlockHeader{&tip.header}}, nil)
		} else {
			p.QueueInventoryImmediate(wire.NewInvVect(wire.InvTypeBlock, &tip.hash))
		}
	}
	return []any{"height", height, "hash", tip.hash.String()}, err
}

// send says a message that comes as a whole frame.
func (n *Node) send(number int, frames string) error {
	messages, err := n.messages(frames)
	if err != nil {
		return err
	}
	p, err := n.find(number)
	if err != nil {
		return err
	}
	for _, message := range messages {
		p.QueueMessage(message, nil)
	}
	return nil
}

func (n *Node) sayEarly(frames string) error {
	messages, err := n.messages(frames)
	n.mux.Lock()
	n.early = messages
	n.mux.Unlock()
	return err
}

func (n *Node) beSilent(on bool) {
	n.mux.Lock()
	n.silent = on
	n.mux.Unlock()
}

// messages decodes whole frames, one after the other, in hexadecimal.
func (n *Node) messages(frames string) ([]wire.Message, error) {
	decoded, err := hex.DecodeString(frames)
	if err != nil {
		return nil, err
	}
	var messages []wire.Message
	for rest := bytes.NewReader(decoded); rest.Len() > 0; {
		message, _, err := wire.ReadMessage(rest, n.config.ProtocolVersion, n.config.Net)
		if err != nil {
			return nil, err
		}
		messages = append(messages, message)
	}
	return messages, nil
}
