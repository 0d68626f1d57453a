package evidence

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// authority is a time-stamp authority of openssl, with a root of its own.
type authority struct {
	t   testing.TB
	dir string
}

const tsaConfig = `
[ tsa ]
default_tsa = local
[ local ]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
certs = root.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ tsa_ext ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
`

func newAuthority(t testing.TB) *authority {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Skip("openssl is not installed: no time-stamp authority to ask")
	}
	a := &authority{t, t.TempDir()}
	a.write("tsa.cnf", tsaConfig)
	a.write("serial", "01\n")
	a.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-days", "3650", "-subj", "/CN=Local root")
	a.openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Local time-stamp authority")
	a.openssl("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "3650", "-extfile", "tsa.cnf", "-extensions", "tsa_ext")
	return a
}

func (a *authority) write(name, text string) {
	if err := os.WriteFile(filepath.Join(a.dir, name), []byte(text), 0o644); err != nil {
		a.t.Fatal(err)
	}
}

func (a *authority) openssl(args ...string) {
	a.t.Helper()
	cmd := exec.Command("openssl", args...)
	cmd.Dir = a.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		a.t.Fatalf("openssl %q: %v: %s", args, err, out)
	}
}

// answer has openssl answer a request.
func (a *authority) answer(request []byte) ([]byte, error) {
	a.write("request.tsq", string(request))
	a.openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "answer.tsr")
	return os.ReadFile(filepath.Join(a.dir, "answer.tsr"))
}

func (a *authority) root() []byte {
	data, err := os.ReadFile(filepath.Join(a.dir, "root.pem"))
	if err != nil {
		a.t.Fatal(err)
	}
	return data
}

// TestTimeStamp asks a local authority over the loopback network, and has openssl check the answer too.
func TestTimeStamp(t *testing.T) {
	a := newAuthority(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		answer, err := a.answer(request)
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		_, _ = w.Write(answer)
	}))
	defer server.Close()
	bundle := exported(t, sourceOf(t, quick[2]), Seal{Stamp: func(request []byte) ([]byte, error) {
		res, err := http.Post(server.URL, "application/timestamp-query", bytes.NewReader(request))
		if err != nil {
			return nil, err
		}
		defer res.Body.Close()
		return io.ReadAll(res.Body)
	}})
	if c := verified(t, bundle, Options{}); !c.Fits() || c.Stamped.State != "fits" || c.Stamped.Time == "" {
		t.Errorf("%+v %+v", c.Stamped, c.Misfits)
	}
	roots, err := ReadRoots(a.root())
	if err != nil {
		t.Fatal(err)
	}
	if c := verified(t, bundle, Options{Roots: roots}); !c.Fits() || c.Stamped.State != "trusted" {
		t.Errorf("%+v %+v", c.Stamped, c.Misfits)
	}
	others, err := ReadRoots(newAuthority(t).root())
	if err != nil {
		t.Fatal(err)
	}
	if c := verified(t, bundle, Options{Roots: others}); c.Fits() || c.Stamped.State != "broken" {
		t.Errorf("an authority that no root vouches for: %+v", c.Stamped)
	}
	base := lay(t, bundle)
	a.openssl("ts", "-verify", "-data", filepath.Join(base, tagManifest), "-in", filepath.Join(base, stampFile), "-CAfile", "root.pem")
}
