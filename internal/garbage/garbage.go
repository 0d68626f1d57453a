// Package garbage says how late a command collects garbage. It has nothing to call: a program imports it, and Go prepares
// it before the packages that make tables of their own at the start, which depend on more and stand behind it by name.
// In main the setting would come too late for those: a sixth of what starting costs is the collection they cause.
package garbage

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Most commands live for a fraction of a second: collecting garbage late saves them time, and at this percentage a check
// still stays below 100 MB. A command that needs much memory collects as usual.
const (
	latePercent  = 300
	usualPercent = 100
	muchMemory   = 96 << 20 // bytes in use after a collection
)

// init sets the percentage, and the usual one after the first collection that finds much memory in use. A limit would not
// do: where more than the limit is in use, the collector runs without end.
func init() {
	debug.SetGCPercent(latePercent)
	inUse := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var afterCollection func(struct{})
	watch := func() { runtime.AddCleanup(new(*byte), afterCollection, struct{}{}) }
	afterCollection = func(struct{}) {
		if metrics.Read(inUse); inUse[0].Value.Uint64() > muchMemory {
			debug.SetGCPercent(usualPercent)
			return
		}
		watch()
	}
	watch()
}
