// SPDX-License-Identifier: Apache-2.0

package control

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

// The chance that this many fresh SKIs all miss a wish is nil unless the wished-for range is empty.
const certificateAttempts = 20000

// Identity is who a peer is.
type Identity struct {
	Certificate tls.Certificate
	SKI         string // 40 lower-case hexadecimal digits
	Fingerprint string // SHA-256 of the certificate, 64 upper-case hexadecimal digits
	ShipID      string
	Port        int
}

// Certificates are the two functions of ship-go's package cert.
type Certificates struct {
	Create func(organizationalUnit, organization, country, commonName string) (tls.Certificate, error)
	SKI    func(certificate *x509.Certificate) (string, error)
}

// identify loads the files or creates both when both are missing.
func (o options) identify(certificates Certificates) (Identity, error) {
	certificate, err := o.load()
	if err == nil {
		return o.describe(certificate, certificates)
	}
	if !errors.Is(err, os.ErrNotExist) || exists(o.cert) || exists(o.key) {
		return Identity{}, err
	}
	for range certificateAttempts {
		certificate, err := certificates.Create("Interop", "Handfast", "DE", o.shipID)
		if err != nil {
			return Identity{}, err
		}
		identity, err := o.describe(certificate, certificates)
		if err == nil {
			return identity, o.save(certificate)
		}
	}
	return Identity{}, errors.New("no certificate with the wished-for SKI")
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

func (o options) load() (tls.Certificate, error) {
	return tls.LoadX509KeyPair(o.cert, o.key)
}

func (o options) describe(certificate tls.Certificate, certificates Certificates) (Identity, error) {
	leaf, err := x509.ParseCertificate(certificate.Certificate[0])
	if err != nil {
		return Identity{}, err
	}
	ski, err := certificates.SKI(leaf)
	if err != nil {
		return Identity{}, err
	}
	if o.biggerThan != "" && ski <= strings.ToLower(o.biggerThan) {
		return Identity{}, fmt.Errorf("SKI %s is not bigger than %s", ski, o.biggerThan)
	}
	if o.smallerThan != "" && ski >= strings.ToLower(o.smallerThan) {
		return Identity{}, fmt.Errorf("SKI %s is not smaller than %s", ski, o.smallerThan)
	}
	sum := sha256.Sum256(certificate.Certificate[0])
	fingerprint := strings.ToUpper(hex.EncodeToString(sum[:]))
	return Identity{certificate, ski, fingerprint, o.shipID, o.port}, nil
}

func (o options) save(certificate tls.Certificate) error {
	key, err := x509.MarshalECPrivateKey(certificate.PrivateKey.(*ecdsa.PrivateKey))
	if err != nil {
		return err
	}
	blocks := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: key})
	if err := os.WriteFile(o.key, blocks, 0o600); err != nil {
		return err
	}
	blocks = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Certificate[0]})
	return os.WriteFile(o.cert, blocks, 0o644)
}

// freePort tries a port, 0 = any, and gives it back: ship-go opens its port itself, cannot say which one it got,
// and in the older versions tells nobody when it got none.
func freePort(port int) (int, error) {
	listener, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// awaitServer returns when the port accepts: ship-go starts its server in the background.
func (c *Channel) awaitServer(port int) error {
	address := fmt.Sprintf("127.0.0.1:%d", port)
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		connection, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			_ = connection.Close()
		}
		c.mux.Lock()
		fatal := c.fatal
		c.mux.Unlock()
		switch {
		case fatal != "":
			return errors.New(fatal)
		case err == nil:
			return nil
		case time.Now().After(deadline):
			return err
		}
	}
}
