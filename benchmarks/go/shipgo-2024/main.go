// SPDX-License-Identifier: Apache-2.0

// The measurements on ship-go v0.6.0 (September 2024).
package main

import (
	"crypto/tls"
	"net/http"

	"github.com/enbility/ship-go/api"
	"github.com/enbility/ship-go/cert"
	"github.com/enbility/ship-go/hub"
	"github.com/enbility/ship-go/model"
	"github.com/enbility/ship-go/ship"
	"github.com/enbility/ship-go/ws"
	"github.com/gorilla/websocket"
	"handfast.invalid/bench"
)

func main() {
	bench.Run(bench.Library{
		CipherSuites:      cert.CipherSuites,
		CreateCertificate: cert.CreateCertificate,
		SKI:               cert.SkiFromCertificate,
		Upgrader: websocket.Upgrader{
			ReadBufferSize:  ws.MaxMessageSize,
			WriteBufferSize: ws.MaxMessageSize,
			CheckOrigin:     func(*http.Request) bool { return true },
			Subprotocols:    []string{api.ShipWebsocketSubProtocol},
		},
		Attach:   attach,
		StartHub: startHub,
	})
}

func attach(socket *websocket.Conn, client bool, ski string, end *bench.End) {
	role := ship.ShipRoleServer
	if client {
		role = ship.ShipRoleClient
	}
	handler := ws.NewWebsocketConnection(socket, ski)
	ship.NewConnectionHandler(&provider{end}, handler, role, "i:bench", ski, "").Run()
}

// provider is what a hub is to its connections.
type provider struct {
	end *bench.End
}

func (p *provider) IsRemoteServiceForSKIPaired(string) bool                  { return true }
func (p *provider) IsAutoAcceptEnabled() bool                                { return false }
func (p *provider) HandleConnectionClosed(api.ShipConnectionInterface, bool) { p.end.Closed() }
func (p *provider) ReportServiceShipID(string, string)                       {}
func (p *provider) AllowWaitingForTrust(string) bool                         { return true }
func (p *provider) HandleShipHandshakeStateUpdate(_ string, state model.ShipState) {
	p.end.State(uint(state.State))
}
func (p *provider) SetupRemoteDevice(_ string,
	writer api.ShipConnectionDataWriterInterface) api.ShipConnectionDataReaderInterface {
	return p.end.Setup(writer)
}

// startHub needs no limit of connections: this version has none.
func startHub(port int, certificate tls.Certificate, ski, _ string, trusted []string) error {
	local := api.NewServiceDetails(ski)
	local.SetShipID("i:bench-hub")
	node := hub.NewHub(reader{}, unseen{}, port, certificate, local)
	for _, each := range trusted {
		node.RegisterRemoteSKI(each)
	}
	node.Start()
	return nil
}

// reader is an application that takes what comes.
type reader struct{}

func (reader) RemoteSKIConnected(string)    {}
func (reader) RemoteSKIDisconnected(string) {}
func (reader) SetupRemoteDevice(string,
	api.ShipConnectionDataWriterInterface) api.ShipConnectionDataReaderInterface {
	return reader{}
}
func (reader) HandleShipPayloadMessage([]byte)                               {}
func (reader) VisibleRemoteServicesUpdated([]api.RemoteService)              {}
func (reader) ServiceShipIDUpdate(string, string)                            {}
func (reader) ServicePairingDetailUpdate(string, *api.ConnectionStateDetail) {}
func (reader) AllowWaitingForTrust(string) bool                              { return true }

// unseen stands in for mDNS: nobody is seen, nothing is announced.
type unseen struct{}

func (unseen) Start(api.MdnsReportInterface) error { return nil }
func (unseen) Shutdown()                           {}
func (unseen) AnnounceMdnsEntry() error            { return nil }
func (unseen) UnannounceMdnsEntry()                {}
func (unseen) SetAutoAccept(bool)                  {}
func (unseen) RequestMdnsEntries()                 {}
