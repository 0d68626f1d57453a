package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/rasoat/rasoat/internal/evidence"
)

// keyFlags say where a secret key and its password are.
type keyFlags struct {
	file         string
	passwordFile string
}

func (k *keyFlags) add(cmd *cobra.Command, usage string) {
	cmd.Flags().StringVar(&k.file, "key", "", usage)
	k.addPassword(cmd)
}

func (k *keyFlags) addPassword(cmd *cobra.Command) {
	cmd.Flags().StringVar(&k.passwordFile, "password-file", "", "file whose first line is the password of the secret key")
}

// secretKey opens the secret key.
func (a *app) secretKey(k *keyFlags) (*evidence.SecretKey, error) {
	text, err := os.ReadFile(k.file)
	if err != nil {
		return nil, fmt.Errorf("secret key: %w", err)
	}
	password := ""
	if evidence.NeedsPassword(text) {
		if password, err = a.password(k, "password of "+k.file+": "); err != nil {
			return nil, err
		}
	}
	key, err := evidence.OpenKey(text, password)
	if err != nil {
		return nil, withHint(fmt.Errorf("secret key %q: %w", k.file, err), "a key of rasoat evidence keygen or minisign -G is needed, and its password")
	}
	return key, nil
}

// password is read from a file, the environment or the terminal.
func (a *app) password(k *keyFlags, prompt string) (string, error) {
	if k.passwordFile != "" {
		text, err := os.ReadFile(k.passwordFile)
		if err != nil {
			return "", fmt.Errorf("password: %w", err)
		}
		line, _, _ := strings.Cut(string(text), "\n")
		return strings.TrimSuffix(line, "\r"), nil
	}
	if p := a.Getenv("RASOAT_KEY_PASSWORD"); p != "" {
		return p, nil
	}
	in, ok := a.Stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return "", withHint(errors.New("the secret key needs a password and there is no terminal to ask for it"), "give --password-file, or set RASOAT_KEY_PASSWORD")
	}
	fmt.Fprint(a.Stderr, prompt)
	text, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(a.Stderr)
	return string(text), err
}

const keygenHelp = `keygen makes a pair of keys for signing bundles, in the form of minisign: the secret key, which stays with whoever signs,
and the public key, which is given to those who verify. Neither overwrites a file.

The secret key is encrypted with a password: from --password-file, RASOAT_KEY_PASSWORD, or the terminal, where it is asked
twice. --no-password leaves it open, for a machine that signs by itself.

EXAMPLES
  rasoat evidence keygen -o phong-tham-dinh
  minisign -V -p phong-tham-dinh.pub -m tagmanifest-sha256.txt`

func newEvidenceKeygenCommand(a *app) *cobra.Command {
	var k keyFlags
	cmd := &cobra.Command{Use: "keygen", Short: "make keys for signing bundles", Long: keygenHelp + exitStatus, Args: argCount(0, 0, "no argument")}
	name := cmd.Flags().StringP("output", "o", "rasoat", "name of the files: NAME.key and NAME.pub")
	open := cmd.Flags().Bool("no-password", false, "do not encrypt the secret key")
	k.addPassword(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		for _, file := range []string{*name + ".key", *name + ".pub"} {
			if err := absent(file); err != nil {
				return err
			}
		}
		password := ""
		if !*open {
			var err error
			if password, err = a.newPassword(&k); err != nil {
				return err
			}
		}
		return a.keygen(*name, password)
	}
	return cmd
}

// newPassword asks for a password twice.
func (a *app) newPassword(k *keyFlags) (string, error) {
	first, err := a.password(k, "new password: ")
	if err != nil {
		return "", err
	}
	if first == "" {
		return "", withHint(errors.New("the password is empty"), "give one, or --no-password")
	}
	if k.passwordFile != "" || a.Getenv("RASOAT_KEY_PASSWORD") != "" {
		return first, nil
	}
	again, err := a.password(k, "again: ")
	if err == nil && again != first {
		err = withHint(errors.New("the passwords differ"), "run the command again; nothing was written")
	}
	return first, err
}

// keygen writes the files, the secret one for its owner alone.
func (a *app) keygen(name, password string) error {
	public, secret, err := evidence.KeyPair(nil, password)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		path string
		data []byte
		mode os.FileMode
	}{{name + ".key", secret, 0o600}, {name + ".pub", public, 0o644}} {
		file, err := os.OpenFile(f.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, f.mode)
		if err != nil {
			return err
		}
		if _, err = file.Write(f.data); err == nil {
			err = file.Sync()
		}
		if err = errors.Join(err, file.Close()); err != nil {
			return errors.Join(fmt.Errorf("write %q: %w", f.path, err), os.Remove(f.path))
		}
	}
	key, err := evidence.ReadPublicKey(public)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stderr, "rasoat: key %s: secret key in %q, public key in %q\n", evidence.KeyID(key), name+".key", name+".pub")
	return nil
}
