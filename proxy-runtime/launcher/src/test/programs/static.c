/* Fetches / of an HTTP server at an address and port, and prints what comes. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
    inet_pton(AF_INET, argv[1], &a.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *) &a, sizeof a) < 0) {
        perror("connect");
        return 1;
    }
    char buffer[4096];
    int length = snprintf(buffer, sizeof buffer, "GET %s HTTP/1.0\r\n\r\n", argv[3]);
    if (write(fd, buffer, length) != length) return 1;
    while ((length = read(fd, buffer, sizeof buffer)) > 0) fwrite(buffer, 1, length, stdout);
    return 0;
}
