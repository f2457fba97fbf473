// SPDX-License-Identifier: Apache-2.0

package control

import (
	"fmt"
	"strings"
)

// Log is ship-go's logger: two lines of its trace become events of their own (state changes and messages), the
// rest become log events. It is called with locks of ship-go held, so it only writes.
type Log struct {
	channel *Channel
}

// Trace turns ship-go's state changes and messages into events.
func (l *Log) Trace(args ...interface{}) {
	if len(args) != 3 {
		l.line("trace", fmt.Sprintln(args...))
		return
	}
	switch {
	case args[1] == "SHIP state changed to:":
		state := fmt.Sprint(args[2])
		l.channel.Emit("state", "ski", args[0], "n", args[2])
		if state == "38" {
			l.channel.Emit("connected", "ski", args[0])
		}
	case args[0] == "Send:":
		l.frame("out", args[1], args[2])
	case args[0] == "Recv:":
		l.frame("in", args[1], args[2])
	default:
		l.line("trace", fmt.Sprintln(args...))
	}
}

// frame reports one WebSocket message; the length includes SHIP's type byte, which ship-go does not show.
func (l *Log) frame(direction string, ski, shown any) {
	body := fmt.Sprint(shown)
	length := len(body) + 1
	if body == "ship init" || body == "unknown single byte" {
		length = 2
	}
	fields := []any{"ski", ski, "direction", direction, "length", length}
	if len(body) <= shownText {
		fields = append(fields, "text", body)
	}
	l.channel.Emit("frame", fields...)
}

// Debug keeps the reason why a payload could not be sent.
func (l *Log) Debug(args ...interface{}) {
	line := strings.TrimSpace(fmt.Sprintln(args...))
	if _, reason, found := strings.Cut(line, "Error sending spine message:"); found {
		l.channel.mux.Lock()
		l.channel.sendError = strings.TrimSpace(reason)
		l.channel.mux.Unlock()
	}
	l.line("debug", line)
}

// Error keeps the reason why the server does not run: the older ship-go tells it nobody else.
func (l *Log) Error(args ...interface{}) {
	line := strings.TrimSpace(fmt.Sprintln(args...))
	_, reason, found := strings.Cut(line, "websocket server error:")
	if found && !strings.Contains(line, "Server closed") {
		l.channel.mux.Lock()
		l.channel.fatal = strings.TrimSpace(reason)
		l.channel.mux.Unlock()
	}
	l.line("error", line)
}

// Tracef, Info and the rest are plain lines.
func (l *Log) Tracef(format string, args ...interface{}) {
	l.line("trace", fmt.Sprintf(format, args...))
}
func (l *Log) Debugf(format string, args ...interface{}) {
	l.line("debug", fmt.Sprintf(format, args...))
}
func (l *Log) Info(args ...interface{})                 { l.line("info", fmt.Sprintln(args...)) }
func (l *Log) Infof(format string, args ...interface{}) { l.line("info", fmt.Sprintf(format, args...)) }
func (l *Log) Errorf(format string, args ...interface{}) {
	l.line("error", fmt.Sprintf(format, args...))
}

// Write takes the lines of Go's own HTTP server.
func (l *Log) Write(line []byte) (int, error) {
	l.line("debug", string(line))
	return len(line), nil
}

func (l *Log) line(level, line string) {
	if level == "error" || l.channel.verbose {
		l.channel.Emit("log", "level", level, "text", strings.TrimSpace(line))
	}
}
