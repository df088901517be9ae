import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Asks for a page, and gives up after SECONDS. Usage: Dial.java HOST PORT SECONDS
void main(String[] arguments) throws Exception {
    URI page = URI.create("http://" + arguments[0] + ":" + arguments[1] + "/");
    Duration limit = Duration.ofSeconds(Long.parseLong(arguments[2]));
    HttpClient client = HttpClient.newBuilder().connectTimeout(limit).build();
    client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
}
