package evidence

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// askStamp asks an authority to date the hash of a tag manifest, with its certificates in the answer.
func askStamp(over []byte, ask func([]byte) ([]byte, error)) ([]byte, error) {
	request, err := timestamp.CreateRequest(bytes.NewReader(over), &timestamp.RequestOptions{Hash: crypto.SHA256, Certificates: true})
	if err != nil {
		return nil, fmt.Errorf("time stamp: %w", err)
	}
	answer, err := ask(request)
	if err != nil {
		return nil, fmt.Errorf("time stamp: %w", err)
	}
	if _, err := readStamp(answer, over, nil); err != nil {
		return nil, fmt.Errorf("time stamp: the answer does not hold: %w", err)
	}
	return answer, nil
}

// stamped is a time stamp that fits.
type stamped struct {
	at        time.Time
	authority string // subject of the certificate that signed it
	trusted   bool   // that certificate leads to one of the roots given
}

// readStamp checks the answer of an authority: that it dates this text, that the certificate in it signed it and, when
// roots are given, that they vouch for the certificate at that time.
func readStamp(answer, over []byte, roots *x509.CertPool) (*stamped, error) {
	ts, err := timestamp.ParseResponse(answer)
	if err != nil {
		return nil, err
	}
	if want := sha256.Sum256(over); ts.HashAlgorithm != crypto.SHA256 || !bytes.Equal(ts.HashedMessage, want[:]) {
		return nil, errors.New("it dates another text")
	}
	token, err := pkcs7.Parse(ts.RawToken)
	if err != nil {
		return nil, err
	}
	signer := token.GetOnlySigner()
	if signer == nil || len(ts.Certificates) == 0 {
		return nil, errors.New("it carries no certificate of the authority")
	}
	out := &stamped{at: ts.Time.UTC(), authority: signer.Subject.String()}
	if roots == nil {
		return out, nil
	}
	between := x509.NewCertPool()
	for _, c := range ts.Certificates {
		between.AddCert(c)
	}
	err = token.VerifyWithOpts(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: ts.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	if err != nil {
		return nil, fmt.Errorf("its certificate: %w", err)
	}
	out.trusted = true
	return out, nil
}

// ReadRoots reads certificates of authorities from PEM.
func ReadRoots(pem []byte) (*x509.CertPool, error) {
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		return nil, errors.New("no certificate in PEM form was read")
	}
	return roots, nil
}
