// SPDX-License-Identifier: Apache-2.0

package main

import (
	"flag"

	"github.com/enbility/ship-go/api"
	"github.com/enbility/ship-go/mdns"
	"handfast.invalid/control"
)

// Where this peer announces itself and looks for others, with ship-go's own mDNS; without it commands say what it sees.
var network = flag.String("interface", "", "announce and look for others on this interface, by multicast")

// surroundings is ship-go's mDNS on the interface given, or what commands show.
func surroundings(shown *sightings, identity control.Identity) api.MdnsInterface {
	if *network == "" {
		return shown
	}
	categories := []api.DeviceCategoryType{api.DeviceCategoryTypeEnergyManagementSystem}
	return mdns.NewMDNS(identity.SKI, "Handfast", "Interop", "EnergyManagementSystem", "1", categories,
		identity.ShipID, "ship-go", identity.Port, []string{*network}, mdns.MdnsProviderSelectionGoZeroConfOnly)
}
