// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/big"

	"github.com/decred/dcrd/chaincfg/chainhash"
	"github.com/decred/dcrd/chaincfg/v3"
	"github.com/decred/dcrd/crypto/blake256"
	"github.com/decred/dcrd/gcs/v4/blockcf2"
	"github.com/decred/dcrd/wire"
)

// A made-up block pays this in its only transaction, to one script.
const reward = 50_000_000

// Block is what the program serves at one height.
type Block struct {
	header wire.BlockHeader
	hash   chainhash.Hash
	whole  *wire.MsgBlock
	filter []byte
}

// Chain is a main chain and all blocks that ever were in it. It starts with a network's genesis block and goes on with
// made-up blocks, the same ones in every run: each pays one script, has the filter that commits to it and carries
// real work, which is cheap at the network's easiest difficulty.
type Chain struct {
	params  *chaincfg.Params
	pays    map[uint32][]byte
	main    []*Block
	known   map[chainhash.Hash]*Block
	heights map[chainhash.Hash]int // of the main chain only
}

func newChain(params *chaincfg.Params, pays map[uint32][]byte) (*Chain, error) {
	c := &Chain{params: params, pays: pays, known: map[chainhash.Hash]*Block{}, heights: map[chainhash.Hash]int{}}
	filter, err := blockcf2.Regular(params.GenesisBlock, noScripts{})
	if err == nil {
		c.add(params.GenesisBlock, filter.Bytes())
	}
	return c, err
}

func (c *Chain) add(whole *wire.MsgBlock, filter []byte) {
	block := &Block{whole.Header, whole.BlockHash(), whole, filter}
	c.heights[block.hash] = len(c.main)
	c.main = append(c.main, block)
	c.known[block.hash] = block
}

func (c *Chain) tip() *Block {
	return c.main[len(c.main)-1]
}

func (c *Chain) height() int {
	return len(c.main) - 1
}

// mine adds blocks after taking that many away: those are known still, but no longer part of the main chain.
func (c *Chain) mine(blocks, without int) error {
	if without > c.height() {
		return fmt.Errorf("there are only %d blocks above the genesis block", c.height())
	}
	for range without {
		delete(c.heights, c.tip().hash)
		c.main = c.main[:len(c.main)-1]
	}
	for range blocks {
		whole, filter, err := c.next(without)
		if err != nil {
			return err
		}
		c.add(whole, filter)
	}
	return nil
}

// script is what the block at a height pays: as wished, else to a public key hash made of the height.
func (c *Chain) script(height uint32) []byte {
	if script, wished := c.pays[height]; wished {
		return script
	}
	digest := blake256.Sum256(fmt.Appendf(nil, "pay at %d", height))
	script := append([]byte{0x76, 0xa9, 0x14}, digest[:20]...)
	return append(script, 0x88, 0xac)
}

// next makes the block after the tip; the branch tells blocks of one height apart.
func (c *Chain) next(branch int) (*wire.MsgBlock, []byte, error) {
	before := &c.tip().header
	height := before.Height + 1
	whole := &wire.MsgBlock{Header: wire.BlockHeader{
		Version:   before.Version,
		PrevBlock: c.tip().hash,
		Bits:      before.Bits,
		SBits:     before.SBits,
		Height:    height,
		Timestamp: before.Timestamp.Add(c.params.TargetTimePerBlock),
	}}
	binary.LittleEndian.PutUint32(whole.Header.ExtraData[:], uint32(branch))
	if err := whole.AddTransaction(c.coinbase(height)); err != nil {
		return nil, nil, err
	}
	header := &whole.Header
	header.Size = uint32(whole.SerializeSize())
	// The root of the regular transactions beside the root of no stake transactions.
	regular := whole.Transactions[0].TxHashFull()
	header.MerkleRoot = blake256.Sum256(append(regular[:], make([]byte, chainhash.HashSize)...))
	filter, err := blockcf2.Regular(whole, noScripts{})
	if err != nil {
		return nil, nil, err
	}
	header.StakeRoot = filter.Hash()
	for !c.hasWork(header) {
		header.Nonce++
	}
	return whole, filter.Bytes(), nil
}

func (c *Chain) coinbase(height uint32) *wire.MsgTx {
	transaction := wire.NewMsgTx()
	nothing := wire.NewOutPoint(&chainhash.Hash{}, wire.MaxPrevOutIndex, wire.TxTreeRegular)
	input := wire.NewTxIn(nothing, reward, binary.LittleEndian.AppendUint32([]byte{4}, height))
	input.BlockHeight, input.BlockIndex = wire.NullBlockHeight, wire.NullBlockIndex
	transaction.AddTxIn(input)
	transaction.AddTxOut(wire.NewTxOut(reward, c.script(height)))
	return transaction
}

// noScripts has no earlier outputs: a coinbase spends none.
type noScripts struct{}

func (noScripts) PrevScript(*wire.OutPoint) (uint16, []byte, bool) {
	return 0, nil, false
}

// hasWork tells whether the work is there by the old and by the new rule.
func (c *Chain) hasWork(header *wire.BlockHeader) bool {
	return c.low(header.PowHashV1()) && c.low(header.PowHashV2())
}

func (c *Chain) low(hash chainhash.Hash) bool {
	var number [chainhash.HashSize]byte
	for i, b := range hash {
		number[len(number)-1-i] = b
	}
	return new(big.Int).SetBytes(number[:]).Cmp(c.params.PowLimit) <= 0
}

// ---- what is asked for

// after is where an answer begins: above the first hash that the main chain has, else above the genesis block.
func (c *Chain) after(locator []*chainhash.Hash) int {
	for _, hash := range locator {
		if height, found := c.heights[*hash]; found {
			return height + 1
		}
	}
	return 1
}

// headers answers getheaders; without a locator it is the header of the stop hash, of any known block.
func (c *Chain) headers(locator []*chainhash.Hash, stop *chainhash.Hash) []*wire.BlockHeader {
	if len(locator) == 0 {
		if block, found := c.known[*stop]; found {
			return []*wire.BlockHeader{&block.header}
		}
		return nil
	}
	var headers []*wire.BlockHeader
	for _, block := range c.between(locator, stop, wire.MaxBlockHeadersPerMsg) {
		headers = append(headers, &block.header)
	}
	return headers
}

func (c *Chain) between(locator []*chainhash.Hash, stop *chainhash.Hash, most int) []*Block {
	first := c.after(locator)
	last := min(first+most, len(c.main))
	if height, found := c.heights[*stop]; found {
		last = min(last, height+1)
	}
	if first >= last {
		return nil
	}
	return c.main[first:last]
}

// filters answers getcfsv2 as dcrd does: all of an inclusive range of the main chain, or nothing.
func (c *Chain) filters(start, end *chainhash.Hash) []wire.MsgCFilterV2 {
	first, hasFirst := c.heights[*start]
	last, hasLast := c.heights[*end]
	if !hasFirst || !hasLast || first > last || last-first >= wire.MaxCFiltersV2PerBatch {
		return nil
	}
	var filters []wire.MsgCFilterV2
	for _, block := range c.main[first : last+1] {
		filters = append(filters, *wire.NewMsgCFilterV2(&block.hash, block.filter, 0, nil))
	}
	return filters
}

// parsePay reads HEIGHT:SCRIPT, the script in hexadecimal.
func parsePay(text string, pays map[uint32][]byte) error {
	var height uint32
	var script string
	if _, err := fmt.Sscanf(text, "%d:%s", &height, &script); err != nil {
		return fmt.Errorf("%q is not HEIGHT:SCRIPT: %w", text, err)
	}
	decoded, err := hex.DecodeString(script)
	pays[height] = decoded
	return err
}
