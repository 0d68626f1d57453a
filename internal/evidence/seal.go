package evidence

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"aead.dev/minisign"
)

// PublicKey verifies signatures.
type PublicKey = minisign.PublicKey

// SecretKey signs.
type SecretKey = minisign.PrivateKey

// Seal says who vouches for a bundle. The zero value leaves it unsealed: its manifests show what was changed by accident,
// but whoever changes it on purpose can write new ones.
type Seal struct {
	Key   *SecretKey                           // signs the tag manifest; nil for none
	Stamp func(request []byte) ([]byte, error) // asks a time-stamp authority (RFC 3161); nil for none
}

// sealFile is a file that seals.
type sealFile struct {
	name string
	data []byte
}

// files makes the files that seal a tag manifest, which names by its hashes everything else.
func (s *Seal) files(over []byte) ([]sealFile, error) {
	var out []sealFile
	var stamp []byte
	if s.Stamp != nil {
		var err error
		if stamp, err = askStamp(over, s.Stamp); err != nil {
			return nil, err
		}
		out = append(out, sealFile{stampFile, stamp})
	}
	if s.Key != nil {
		signature := sign(*s.Key, over, stamp)
		public, err := publicText(s.Key.Public().(PublicKey))
		if err != nil {
			return nil, err
		}
		out = append(out, sealFile{signatureFile, signature}, sealFile{publicKeyFile, public})
	}
	return out, nil
}

// Comments of a signature. The trusted one is signed too: by it the signature covers the time stamp.
const (
	untrustedComment = "signature of an evidence bundle of rasoat"
	trustedStamp     = "rasoat.evidence/1 tagmanifest-sha256.txt, time stamp sha256 "
	trustedNoStamp   = "rasoat.evidence/1 tagmanifest-sha256.txt, no time stamp"
)

func trustedComment(stamp []byte) string {
	if stamp == nil {
		return trustedNoStamp
	}
	return trustedStamp + hashOf(stamp)
}

// sign signs as minisign does by default: over the hash of the file.
func sign(key SecretKey, over, stamp []byte) []byte {
	r := minisign.NewReader(bytes.NewReader(over))
	_, _ = io.Copy(io.Discard, r) // reads from memory
	return r.SignWithComments(key, trustedComment(stamp), untrustedComment)
}

func publicText(key PublicKey) ([]byte, error) {
	text, err := key.MarshalText()
	return append(text, '\n'), err
}

// signed checks a signature. It must be to the byte what the key's owner would have written.
func signed(key PublicKey, over, stamp, signature []byte) bool {
	var s minisign.Signature
	if err := s.UnmarshalText(signature); err != nil {
		return false
	}
	again, err := s.MarshalText()
	return err == nil && bytes.Equal(again, signature) && s.UntrustedComment == untrustedComment &&
		s.TrustedComment == trustedComment(stamp) && s.Algorithm == minisign.HashEdDSA && minisign.Verify(key, over, signature)
}

// errPassword says that a secret key was not opened: it has another password, or one was needed and none given.
var errPassword = errors.New("the password does not open the secret key")

// KeyPair makes a pair of keys in the form of minisign. With a password the secret key is encrypted by it, which takes
// about a second and a gibibyte of memory, here and whenever it is opened.
func KeyPair(random io.Reader, password string) (public, secret []byte, err error) {
	pub, key, err := minisign.GenerateKey(random)
	if err != nil {
		return nil, nil, fmt.Errorf("make keys: %w", err)
	}
	if public, err = publicText(pub); err != nil {
		return nil, nil, err
	}
	if password == "" {
		secret, err = key.MarshalText()
	} else {
		secret, err = minisign.EncryptKey(password, key)
	}
	return public, append(secret, '\n'), err
}

// NeedsPassword tells whether a secret key is encrypted.
func NeedsPassword(secret []byte) bool { return minisign.IsEncrypted(bytes.TrimSpace(secret)) }

// OpenKey reads a secret key, that of rasoat evidence keygen or of minisign -G.
func OpenKey(secret []byte, password string) (*SecretKey, error) {
	text := bytes.TrimSpace(secret)
	var key SecretKey
	if !minisign.IsEncrypted(text) {
		if err := key.UnmarshalText(text); err != nil {
			return nil, fmt.Errorf("not a secret key of minisign: %w", err)
		}
		return &key, nil
	}
	key, err := minisign.DecryptKey(password, text)
	if err != nil {
		return nil, errPassword
	}
	return &key, nil
}

// ReadPublicKey reads a public key: a file of minisign, or the key itself on one line.
func ReadPublicKey(text []byte) (*PublicKey, error) {
	var key PublicKey
	if err := key.UnmarshalText([]byte(strings.ReplaceAll(strings.TrimSpace(string(text)), "\r\n", "\n"))); err != nil {
		return nil, fmt.Errorf("not a public key of minisign: %w", err)
	}
	return &key, nil
}

// KeyID is the identifier of a key as minisign prints it.
func KeyID(key *PublicKey) string { return fmt.Sprintf("%016X", key.ID()) }
