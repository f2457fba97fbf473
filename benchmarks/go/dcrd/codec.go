// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"

	"github.com/decred/dcrd/crypto/blake256"
	"github.com/decred/dcrd/wire"
)

const many = 1000 // small hashes between two looks at the clock

var sink byte // keeps results alive

func (p plan) hashes() {
	large := make([]byte, 1<<20)
	_ = p.repeat("blake-1m", len(large), func() error {
		sum := blake256.Sum256(large)
		sink ^= sum[0]
		return nil
	})
	small := make([]byte, 180)
	_ = p.repeat("blake-180", many*len(small), func() error {
		for range many {
			sum := blake256.Sum256(small)
			sink ^= sum[0]
		}
		return nil
	})
}

func (p plan) codecs() error {
	for _, kind := range []struct {
		name string
		make func() wire.Message
	}{
		{"headers", func() wire.Message { return &wire.MsgHeaders{} }},
		{"block", func() wire.Message { return &wire.MsgBlock{} }},
		{"inv", func() wire.Message { return &wire.MsgInv{} }},
	} {
		payload, err := os.ReadFile(filepath.Join(p.payloads, kind.name+".bin"))
		if err != nil {
			return err
		}
		if err := p.codec(kind.name, payload, kind.make); err != nil {
			return err
		}
	}
	return p.headerHashes()
}

func (p plan) codec(name string, payload []byte, empty func() wire.Message) error {
	message := empty()
	if err := message.BtcDecode(bytes.NewReader(payload), protocolVersion); err != nil {
		return err
	}
	var frame bytes.Buffer
	if err := wire.WriteMessage(&frame, message, protocolVersion, wire.SimNet); err != nil {
		return err
	}
	err := p.repeat(name+"-decode", len(payload), func() error {
		return empty().BtcDecode(bytes.NewReader(payload), protocolVersion)
	})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	err = p.repeat(name+"-encode", len(payload), func() error {
		out.Reset()
		return message.BtcEncode(&out, protocolVersion)
	})
	if err != nil {
		return err
	}
	err = p.repeat(name+"-read", frame.Len(), func() error {
		_, _, err := wire.ReadMessage(bytes.NewReader(frame.Bytes()), protocolVersion, wire.SimNet)
		return err
	})
	if err != nil {
		return err
	}
	return p.repeat(name+"-write", frame.Len(), func() error {
		out.Reset()
		return wire.WriteMessage(&out, message, protocolVersion, wire.SimNet)
	})
}

// headerHashes hashes 2 000 headers, as whoever syncs a chain does.
func (p plan) headerHashes() error {
	payload, err := os.ReadFile(filepath.Join(p.payloads, "headers.bin"))
	if err != nil {
		return err
	}
	var message wire.MsgHeaders
	if err := message.BtcDecode(bytes.NewReader(payload), protocolVersion); err != nil {
		return err
	}
	return p.repeat("headers-hash", len(message.Headers)*180, func() error {
		for _, header := range message.Headers {
			hash := header.BlockHash()
			sink ^= hash[0]
		}
		return nil
	})
}
