// Connects, and gives up after SECONDS. usage: dial HOST PORT SECONDS
package main

import (
	"net"
	"os"
	"time"
)

func main() {
	seconds, _ := time.ParseDuration(os.Args[3] + "s")
	if _, err := net.DialTimeout("tcp", net.JoinHostPort(os.Args[1], os.Args[2]), seconds); err != nil {
		os.Exit(1)
	}
}
