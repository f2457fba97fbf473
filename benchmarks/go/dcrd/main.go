// SPDX-License-Identifier: Apache-2.0

// The measurements on dcrd's packages: the same lines of JSON as the Java program DecredPair, of the same payloads.
// Arguments: PAYLOADS WARM-UP-SECONDS SECONDS [LINE…].
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"time"
)

const (
	protocolVersion = 11 // what peer/v3 v3.2.0 speaks
	idlePeers       = 1000
	syncedHeaders   = 20000
)

type plan struct {
	payloads string
	warmUp   time.Duration
	measured time.Duration
	wanted   []string
}

func main() {
	err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
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
	p := plan{arguments[0], time.Duration(warmUp * 1e9), time.Duration(measured * 1e9), arguments[3:]}
	p.hashes()
	if err := p.codecs(); err != nil {
		return err
	}
	return p.peers()
}

func (p plan) skips(line string) bool { return len(p.wanted) > 0 && !slices.Contains(p.wanted, line) }

// round is the warm-up or the measurement; only the measurement counts, and they may last equally long.
type round struct {
	duration time.Duration
	counts   bool
}

func (p plan) rounds() []round { return []round{{p.warmUp, false}, {p.measured, true}} }

// repeat measures something that one goroutine does over and over.
func (p plan) repeat(line string, bytes int, once func() error) error {
	if p.skips(line) {
		return nil
	}
	for _, round := range p.rounds() {
		meter := newMeter()
		items := int64(0)
		for items == 0 || time.Since(meter.began) < round.duration {
			if err := once(); err != nil {
				return fmt.Errorf("%s: %w", line, err)
			}
			items++
		}
		if round.counts {
			meter.report(line, items, 0, bytes)
		}
	}
	return nil
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

// report: bytes is how long an item is, 0 where that says nothing.
func (m meter) report(line string, items, failed int64, bytes int) {
	seconds := time.Since(m.began).Seconds()
	cpu := cpuTime() - m.cpu
	length := ""
	if bytes > 0 {
		length = fmt.Sprintf(`,"bytes":%d`, bytes)
	}
	fmt.Printf(`{"line":"%s","items":%d,"failed":%d,"perSecond":%.1f,"cpuNanos":%d%s}`+"\n",
		line, items, failed, float64(items)/seconds, int64(cpu)/max(1, items), length)
}

// live is what lives after two collections, and the stacks of goroutines, in bytes.
func live() int64 {
	var memory runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&memory)
	return int64(memory.HeapAlloc + memory.StackInuse)
}
