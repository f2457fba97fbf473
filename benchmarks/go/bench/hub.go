// SPDX-License-Identifier: Apache-2.0

package bench

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// runHub opens a hub on a port and answers "heap" on standard input until that ends: what lives after two
// collections, and the stacks of goroutines, in bytes. The identity is made when the files are missing.
// Arguments: PORT CERTIFICATE KEY FILE-OF-TRUSTED-SKIS.
func runHub(library Library, arguments []string) error {
	if len(arguments) != 4 {
		return errors.New("usage: hub PORT CERTIFICATE KEY FILE-OF-TRUSTED-SKIS")
	}
	port, err := strconv.Atoi(arguments[0])
	if err != nil {
		return err
	}
	certificate, err := identity(library, arguments[1], arguments[2])
	if err != nil {
		return err
	}
	leaf, err := x509.ParseCertificate(certificate.Certificate[0])
	if err != nil {
		return err
	}
	ski, err := library.SKI(leaf)
	if err != nil {
		return err
	}
	trusted, err := os.ReadFile(arguments[3])
	if err != nil {
		return err
	}
	sum := sha256.Sum256(leaf.Raw)
	fingerprint := strings.ToUpper(hex.EncodeToString(sum[:]))
	if err := library.StartHub(port, certificate, ski, fingerprint, strings.Fields(string(trusted))); err != nil {
		return err
	}
	fmt.Printf(`{"ski":"%s"}`+"\n", ski)
	for input := bufio.NewScanner(os.Stdin); input.Scan(); {
		var memory runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&memory)
		fmt.Printf(`{"heapBytes":%d}`+"\n", memory.HeapAlloc+memory.StackInuse)
	}
	return nil
}

func identity(library Library, file, keyFile string) (tls.Certificate, error) {
	loaded, err := tls.LoadX509KeyPair(file, keyFile)
	if !errors.Is(err, os.ErrNotExist) {
		return loaded, err
	}
	made, err := library.CreateCertificate("Bench", "Handfast", "DE", "hub")
	if err != nil {
		return made, err
	}
	key, err := x509.MarshalECPrivateKey(made.PrivateKey.(*ecdsa.PrivateKey))
	if err != nil {
		return made, err
	}
	block := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: key})
	if err := os.WriteFile(keyFile, block, 0o600); err != nil {
		return made, err
	}
	block = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: made.Certificate[0]})
	return made, os.WriteFile(file, block, 0o644)
}
