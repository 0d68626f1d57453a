// Package viet gives Vietnamese text one canonical form.
package viet
