// SPDX-License-Identifier: Apache-2.0

// The measurements on ship-go of July 2026 (what evcc ships).
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
			CheckOrigin:  func(*http.Request) bool { return true },
			Subprotocols: []string{api.ShipWebsocketSubProtocol},
		},
		ReadLimit: ws.MaxMessageSize,
		NoTickets: true,
		Attach:    attach,
		StartHub:  startHub,
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
func (p *provider) SetupRemoteService(_ string,
	writer api.ShipConnectionDataWriterInterface) api.ShipConnectionDataReaderInterface {
	return p.end.Setup(writer)
}

// startHub raises the limit of connections, 10 otherwise, to what is asked for.
func startHub(port int, certificate tls.Certificate, ski, fingerprint string, trusted []string) error {
	local, err := api.NewServiceDetails(ski, fingerprint, "i:bench-hub")
	if err != nil {
		return err
	}
	node, err := hub.NewHub(reader{}, unseen{}, port, certificate, local, nil, nil)
	if err != nil {
		return err
	}
	node.SetMaxConnections(len(trusted) + 10)
	for _, each := range trusted {
		node.RegisterRemoteService(api.NewServiceIdentity(each, "", ""))
	}
	return node.Start()
}

// reader is an application that takes what comes.
type reader struct{}

func (reader) RemoteServiceConnected(api.ServiceIdentity)    {}
func (reader) RemoteServiceDisconnected(api.ServiceIdentity) {}
func (reader) SetupRemoteService(api.ServiceIdentity,
	api.ShipConnectionDataWriterInterface) api.ShipConnectionDataReaderInterface {
	return reader{}
}
func (reader) HandleShipPayloadMessage([]byte)                                            {}
func (reader) VisibleRemoteMdnsServicesUpdated([]api.RemoteMdnsService)                   {}
func (reader) ServiceUpdated(api.ServiceIdentity)                                         {}
func (reader) ServicePairingDetailUpdate(api.ServiceIdentity, *api.ConnectionStateDetail) {}
func (reader) AllowWaitingForTrust(api.ServiceIdentity) bool                              { return true }

// unseen stands in for mDNS: nobody is seen, nothing is announced.
type unseen struct{}

func (unseen) Start(api.PairingMode, api.MdnsReportInterface) error { return nil }
func (unseen) Shutdown()                                            {}
func (unseen) AnnounceMdnsEntry() error                             { return nil }
func (unseen) UnannounceMdnsEntry()                                 {}
func (unseen) SetAutoAccept(bool)                                   {}
func (unseen) RequestMdnsEntries()                                  {}
func (unseen) DeviceBrand() string                                  { return "Handfast" }
func (unseen) DeviceModel() string                                  { return "Bench" }
func (unseen) DeviceSerial() string                                 { return "1" }
func (unseen) DeviceType() string                                   { return "Test" }

func (unseen) DeviceCategories() []api.DeviceCategoryType { return nil }
