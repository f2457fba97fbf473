// SPDX-License-Identifier: Apache-2.0

// A whole EEBUS device: eebus-go and spine-go of July 2026 on ship-go of July 2026, a home energy manager with two
// use cases. Unless it is told an interface it announces nothing and sees nobody, so it never dials.
package main

import (
	"errors"
	"flag"
	"fmt"
	"time"

	"github.com/enbility/eebus-go/api"
	"github.com/enbility/eebus-go/service"
	"github.com/enbility/eebus-go/usecases/cs/lpc"
	"github.com/enbility/eebus-go/usecases/ma/mgcp"
	shipapi "github.com/enbility/ship-go/api"
	"github.com/enbility/ship-go/cert"
	"github.com/enbility/ship-go/logging"
	"github.com/enbility/ship-go/mdns"
	spineapi "github.com/enbility/spine-go/api"
	"github.com/enbility/spine-go/model"
	"handfast.invalid/control"
)

// eebus-go makes its own mDNS; on an interface that does not exist it stays silent.
var (
	network  = flag.String("interface", "handfast-none", "where to announce and to look for others")
	provider = flag.String("mdns", "zeroconf", "by what: zeroconf or avahi")
)

var providers = map[string]mdns.MdnsProviderSelection{
	"zeroconf": mdns.MdnsProviderSelectionGoZeroConfOnly,
	"avahi":    mdns.MdnsProviderSelectionAvahiOnly,
}

var errNotHere = errors.New("not for a whole device")

const heartbeat = 4 * time.Second

func main() {
	control.Run(control.Certificates{Create: cert.CreateCertificate, SKI: cert.SkiFromCertificate}, open)
}

func open(channel *control.Channel, log *control.Log, identity control.Identity) (control.Library, error) {
	logging.SetLogging(log)
	configuration, err := api.NewConfiguration("Handfast", "Handfast", "Interop", "1",
		[]shipapi.DeviceCategoryType{shipapi.DeviceCategoryTypeEnergyManagementSystem},
		model.DeviceTypeTypeEnergyManagementSystem,
		[]model.EntityTypeType{model.EntityTypeTypeCEM, model.EntityTypeTypeGridGuard},
		identity.Port, identity.Certificate, heartbeat, nil, nil)
	if err != nil {
		return nil, err
	}
	configuration.SetAlternateIdentifier(identity.ShipID)
	provider, known := providers[*provider]
	if !known {
		return nil, errors.New("--mdns is zeroconf or avahi")
	}
	configuration.SetMdnsProviderSelection(provider)
	configuration.SetInterfaces([]string{*network})
	node := service.NewService(configuration, &reader{channel})
	if err := node.Setup(); err != nil {
		return nil, err
	}
	node.UserIsAbleToApproveOrCancelPairingRequests(true)
	manager := node.LocalDevice().EntityForType(model.EntityTypeTypeCEM)
	told := func(ski string, _ spineapi.DeviceRemoteInterface, _ spineapi.EntityRemoteInterface, event api.EventType) {
		channel.Emit("callback", "ski", ski, "name", string(event))
	}
	for _, useCase := range []api.UseCaseInterface{lpc.NewLPC(manager, told), mgcp.NewMGCP(manager, told)} {
		if err := node.AddUseCase(useCase); err != nil {
			return nil, err
		}
	}
	return &library{node}, nil
}

// library carries out the commands that make sense for a whole device.
type library struct {
	node *service.Service
}

func (l *library) Start() error { return l.node.Start() }

func (l *library) Shutdown() { l.node.Shutdown() }

func (l *library) Trust(ski, shipID string) error {
	l.node.RegisterRemoteService(shipapi.NewServiceIdentity(ski, "", shipID))
	return nil
}

func (l *library) Untrust(ski string) error {
	l.node.UnregisterRemoteService(shipapi.SKIToServiceIdentity(ski))
	return nil
}

func (l *library) Deny(ski string) error {
	l.node.CancelPairing(shipapi.SKIToServiceIdentity(ski))
	return nil
}

func (l *library) Disconnect(ski, reason string) error {
	l.node.DisconnectService(shipapi.SKIToServiceIdentity(ski), reason)
	return nil
}

func (l *library) AutoAccept(on bool) error {
	l.node.SetAutoAccept(on)
	return nil
}

func (l *library) Limit(int) error { return errNotHere }

func (l *library) See(control.Sighting) {}

func (l *library) Unsee(string) {}

// reader turns the service's callbacks into events.
type reader struct {
	channel *control.Channel
}

func (r *reader) RemoteServiceConnected(_ api.ServiceInterface, identity shipapi.ServiceIdentity) {
	r.channel.Emit("callback", "ski", identity.SKI, "name", "RemoteServiceConnected")
}

func (r *reader) RemoteServiceDisconnected(_ api.ServiceInterface, identity shipapi.ServiceIdentity) {
	r.channel.Emit("disconnected", "ski", identity.SKI)
}

// VisibleRemoteMdnsServicesUpdated gets all that is in sight, each time something changes.
func (r *reader) VisibleRemoteMdnsServicesUpdated(_ api.ServiceInterface, all []shipapi.RemoteMdnsService) {
	for _, one := range all {
		r.channel.Emit("visible", "ski", one.Ski, "shipId", one.ShipID, "name", one.Name, "brand", one.Brand,
			"model", one.Model, "type", one.Type, "serial", one.Serial, "cat", fmt.Sprint(one.Categories))
	}
	r.channel.Emit("sight", "count", len(all))
}

func (r *reader) ServiceUpdated(identity shipapi.ServiceIdentity) {
	r.channel.Emit("shipId", "ski", identity.SKI, "shipId", identity.ShipID)
}

func (r *reader) ServicePairingDetailUpdate(identity shipapi.ServiceIdentity, detail *shipapi.ConnectionStateDetail) {
	r.channel.Pairing(identity.SKI, uint(detail.State()), detail.Error())
}

func (r *reader) ServiceAutoTrusted(api.ServiceInterface, shipapi.ServiceIdentity) {}

func (r *reader) ServiceAutoTrustFailed(api.ServiceInterface, shipapi.ServiceIdentity, error) {}

func (r *reader) ServiceAutoTrustRemoved(api.ServiceInterface, shipapi.ServiceIdentity, string) {}
