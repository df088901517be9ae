import io.tsocks.sources.Mirror;
import io.tsocks.sources.MirrorListener;
import io.tsocks.sources.SourceAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// Nodes that follow one key of etcd, all in this process. Prints, for each change, the seconds
/// from the moment before it is written until half of the nodes and until the last one has it on
/// its disk.
///
/// Arguments: etcd's port, how many nodes, how many changes, and a folder.
void main(String[] arguments) throws Exception {
    URI etcd = URI.create("http://127.0.0.1:" + arguments[0] + "/v3/kv/put");
    int count = Integer.parseInt(arguments[1]);
    HttpClient client = HttpClient.newHttpClient();
    put(client, etcd, policy(0));
    AtomicReference<Change> change = new AtomicReference<>(new Change(count));
    List<Mirror> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
        int node = i;
        SourceAddress address =
                SourceAddress.parse("etcd://127.0.0.1:" + arguments[0] + "/fleet?node=n" + i);
        nodes.add(
                Mirror.open(
                        address,
                        Path.of(arguments[3], "n" + i),
                        new MirrorListener() {
                            @Override
                            public void changed(SourceAddress source, String version) {
                                change.get().arrived(node);
                            }
                        }));
    }
    IO.println("nodes " + count);
    for (int i = 1; i <= Integer.parseInt(arguments[2]); i++) {
        // Every node has to be waiting again, as it is between two changes that persons make.
        Thread.sleep(3000);
        Change next = new Change(count);
        change.set(next);
        put(client, etcd, policy(i));
        next.all.await();
        IO.println("change " + next.seconds(count / 2) + " " + next.seconds(count));
    }
    Runtime.getRuntime().halt(0);
}

String policy(int number) {
    return "# change "
            + number
            + "\nlocal = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\nserver_type = 5\n";
}

void put(HttpClient client, URI etcd, String policy) throws Exception {
    Base64.Encoder base64 = Base64.getEncoder();
    String body =
            "{\"key\":\""
                    + base64.encodeToString("fleet".getBytes())
                    + "\",\"value\":\""
                    + base64.encodeToString(policy.getBytes())
                    + "\"}";
    HttpRequest request =
            HttpRequest.newBuilder(etcd).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status != 200) {
        throw new IllegalStateException("etcd answers " + status);
    }
}

/// A change on its way to the nodes.
static final class Change {

    final CountDownLatch all;
    private final long begin = System.nanoTime();
    private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

    Change(int count) {
        all = new CountDownLatch(count);
    }

    void arrived(int node) {
        if (seen.add(node)) {
            arrivals.add(System.nanoTime() - begin);
            all.countDown();
        }
    }

    double seconds(int nodes) {
        return arrivals.stream().sorted().skip(nodes - 1).findFirst().orElseThrow() / 1e9;
    }
}
