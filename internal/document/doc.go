// Package document turns files into blocks and rows that keep their place.
package document
