// Fetches a path of an HTTP server at an address with port, and prints what comes.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
)

func main() {
	connection, err := net.Dial("tcp", os.Args[1])
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Fprintf(connection, "GET %s HTTP/1.0\r\n\r\n", os.Args[2])
	io.Copy(os.Stdout, connection)
}
