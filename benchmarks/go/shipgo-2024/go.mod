module handfast.invalid/bench-shipgo-2024

go 1.24.0

require (
	github.com/enbility/ship-go v0.6.0
	handfast.invalid/bench v0.0.0
)

require (
	github.com/gorilla/websocket v1.5.3
	gitlab.com/c0b/go-ordered-json v0.0.0-20201030195603-febf46534d5a
)

replace handfast.invalid/bench => ../bench
