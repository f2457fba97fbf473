// SPDX-License-Identifier: Apache-2.0

// A Decred node on dcrd's own peer package (peer/v3, the generation with the asynchronous handshake), steered over
// standard input and output. It serves a chain that is made up and the same in every run. The protocol is written down
// in docs/protocol/dcrd-peers.md.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/netip"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/decred/dcrd/chaincfg/v3"
	"github.com/decred/dcrd/peer/v3"
	"github.com/decred/dcrd/wire"
	"github.com/decred/slog"
	"handfast.invalid/control"
)

type options struct {
	network, agent, host string
	port, blocks         int
	protocol, services   uint
	pays                 map[uint32][]byte
	known                []*wire.NetAddress
}

type command struct {
	ID      int64  `json:"id"`
	Cmd     string `json:"cmd"`
	Peer    int    `json:"peer"`
	Host    string `json:"host"`
	Port    int    `json:"port"`
	Frames  string `json:"frames"`
	Blocks  int    `json:"blocks"`
	Without int    `json:"without"`
	On      bool   `json:"on"`
}

func parse() options {
	o := options{pays: map[uint32][]byte{}}
	flag.StringVar(&o.network, "network", "simnet", "mainnet, testnet, simnet or regnet")
	flag.StringVar(&o.agent, "agent", "interop", "name in the user agent")
	flag.StringVar(&o.host, "host", "127.0.0.1", "address to listen on")
	flag.IntVar(&o.port, "port", 0, "port to listen on, 0 = a free one")
	flag.IntVar(&o.blocks, "blocks", 0, "number of blocks above the genesis block (not on mainnet)")
	flag.UintVar(&o.protocol, "protocol", uint(peer.MaxProtocolVersion), "protocol version to advertise")
	flag.UintVar(&o.services, "services", uint(wire.SFNodeNetwork), "services to advertise")
	flag.Func("pay", "HEIGHT:SCRIPT, what the block at a height pays; may be repeated", func(text string) error {
		return parsePay(text, o.pays)
	})
	flag.Func("known", "IP:PORT, told to who asks for addresses; may be repeated", func(text string) error {
		address, err := netip.ParseAddrPort(text)
		if err == nil {
			o.known = append(o.known,
				wire.NewNetAddressIPPort(address.Addr().AsSlice(), address.Port(), wire.SFNodeNetwork))
		}
		return err
	})
	flag.Parse()
	return o
}

func main() {
	o := parse()
	channel := control.NewChannel(true)
	commands := make(chan command, 1000)
	channel.Listen(func(line []byte) error {
		var next command
		err := json.Unmarshal(line, &next)
		if err == nil {
			commands <- next
		}
		return err
	})
	logger := slog.NewBackend(lines{channel}).Logger("PEER")
	logger.SetLevel(slog.LevelDebug)
	peer.UseLogger(logger)
	node, err := start(o, channel)
	if err != nil {
		channel.Emit("error", "id", 0, "cmd", "start", "message", err.Error())
		channel.Exit(control.ExitFailed)
	}
	for next := range commands {
		fields, err := node.perform(next)
		answer := []any{"id", next.ID, "cmd", next.Cmd}
		if err != nil {
			channel.Emit("error", append(answer, "message", err.Error())...)
			continue
		}
		channel.Emit("done", append(answer, fields...)...)
		if next.Cmd == "stop" {
			channel.Emit("closed")
			channel.Exit(control.ExitStopped)
		}
	}
}

func start(o options, channel *control.Channel) (*Node, error) {
	params, err := network(o.network)
	if err != nil {
		return nil, err
	}
	chain, err := newChain(params, o.pays)
	if err != nil {
		return nil, err
	}
	if err := chain.mine(o.blocks, 0); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("%s:%d", o.host, o.port))
	if err != nil {
		return nil, err
	}
	node := newNode(channel, peer.Config{
		UserAgentName:    o.agent,
		UserAgentVersion: "1.0.0",
		Net:              params.Net,
		Services:         wire.ServiceFlag(o.services),
		ProtocolVersion:  uint32(o.protocol),
	}, chain, o.known)
	channel.Emit("ready", "port", listener.Addr().(*net.TCPAddr).Port, "height", chain.height(),
		"hash", chain.tip().hash.String(), "version", version("github.com/decred/dcrd/peer/v3"),
		"wire", version("github.com/decred/dcrd/wire"), "go", runtime.Version())
	go node.accept(listener)
	return node, nil
}

// network knows mainnet too, without blocks: nobody mines there in a test.
func network(name string) (*chaincfg.Params, error) {
	switch name {
	case "mainnet":
		return chaincfg.MainNetParams(), nil
	case "testnet":
		return chaincfg.TestNet3Params(), nil
	case "simnet":
		return chaincfg.SimNetParams(), nil
	case "regnet":
		return chaincfg.RegNetParams(), nil
	default:
		return nil, fmt.Errorf("unknown network %q", name)
	}
}

func (n *Node) perform(next command) ([]any, error) {
	switch next.Cmd {
	case "dial":
		number, err := n.dial(next.Host, next.Port)
		return []any{"peer", number}, err
	case "disconnect":
		p, err := n.find(next.Peer)
		if err == nil {
			p.Disconnect()
		}
		return nil, err
	case "send":
		return nil, n.send(next.Peer, next.Frames)
	case "early":
		return nil, n.sayEarly(next.Frames)
	case "silent":
		n.beSilent(next.On)
		return nil, nil
	case "mine":
		return n.mine(next.Blocks, next.Without)
	case "stop":
		return nil, nil
	default:
		return nil, fmt.Errorf("unknown command %q", next.Cmd)
	}
}

// lines makes events of what dcrd's peer logs: a handshake that failed is told nowhere else.
type lines struct {
	channel *control.Channel
}

func (l lines) Write(line []byte) (int, error) {
	l.channel.Emit("log", "text", strings.TrimSpace(string(line)))
	return len(line), nil
}

func version(path string) string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range build.Deps {
		if module.Path == path {
			return module.Version
		}
	}
	return "unknown"
}
