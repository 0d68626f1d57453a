package store

import (
	"fmt"
	"io/fs"
	"syscall"
)

// localFileSystems are those whose data lie on a disk or in the memory of the machine, by the number that statfs(2)
// gives. What is not among them (NFS, SMB, 9P, FUSE ...) may be on another machine.
var localFileSystems = map[int64]string{
	0xef53: "ext2, ext3, ext4", 0x58465342: "xfs", 0x9123683e: "btrfs", 0x01021994: "tmpfs", 0x858458f6: "ramfs", 0x2fc12fc1: "zfs",
	0xf2f52010: "f2fs", 0x3153464a: "jfs", 0x52654973: "reiserfs", 0x794c7630: "overlayfs", 0xca451a4e: "bcachefs", 0xf15f: "ecryptfs",
}

// onThisMachine tells that a folder lies on a file system of this machine.
func onThisMachine(dir string) error {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return fmt.Errorf("file system of %q: %w", dir, err)
	}
	kind := int64(st.Type) & 0xffffffff
	if _, ok := localFileSystems[kind]; !ok {
		return &NotLocalError{dir, fmt.Sprintf("its file system (type %#x) is not known to be on this machine", kind), "name a file on a disk of this machine with --db"}
	}
	return nil
}

// ownerOf gives the user id that a file belongs to.
func ownerOf(info fs.FileInfo) (uid int, known bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return int(st.Uid), true
}
