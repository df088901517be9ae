/* Fetches a path of an HTTP server at a name and port, as the C library resolves it, and prints what
 * comes. */
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    struct addrinfo wanted = {.ai_socktype = SOCK_STREAM}, *found;
    int error = getaddrinfo(argv[1], argv[2], &wanted, &found);
    if (error != 0) {
        printf("%s: %s\n", argv[1], gai_strerror(error));
        return 1;
    }
    int fd = socket(found->ai_family, SOCK_STREAM, 0);
    if (connect(fd, found->ai_addr, found->ai_addrlen) < 0) {
        perror("connect");
        return 1;
    }
    char buffer[4096];
    int length = snprintf(buffer, sizeof buffer, "GET %s HTTP/1.0\r\n\r\n", argv[3]);
    if (write(fd, buffer, length) != length) return 1;
    while ((length = read(fd, buffer, sizeof buffer)) > 0) fwrite(buffer, 1, length, stdout);
    return 0;
}
