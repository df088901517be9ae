package io.tsocks.agent.programs;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.tsocks.testing.TargetServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.SystemConfig;
import org.bson.Document;
import reactor.core.publisher.Mono;

/// Clients of databases and of message brokers. All but those of SQL have a server of their own.
final class Databases {

    private Databases() {}

    /// @param more what a program adds to the URL
    static String mysql(String host, int port, String more) throws Exception {
        return sql("jdbc:mysql://" + host + ":" + port + "/?user=alice" + more);
    }

    /// @param more what a program adds to the URL
    static String mariadb(String host, int port, String more) throws Exception {
        return sql("jdbc:mariadb://" + host + ":" + port + "/?user=alice&sslMode=disable" + more);
    }

    private static String sql(String url) throws Exception {
        try (var connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery("select 40 + 2")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /// @param more what a program adds to the settings
    static String mongo(String host, Consumer<MongoClientSettings.Builder> more) {
        MongoServer server = mongoServer();
        try (MongoClient client = MongoClients.create(mongo(host, server, more))) {
            var collection = client.getDatabase("x").getCollection("greetings");
            collection.insertOne(new Document("text", "hello"));
            return collection.find().first().getString("text");
        } finally {
            server.shutdownNow();
        }
    }

    /// The same without waiting threads.
    ///
    /// @param more what a program adds to the settings
    static String reactiveMongo(String host, Consumer<MongoClientSettings.Builder> more) {
        MongoServer server = mongoServer();
        try (var client =
                com.mongodb.reactivestreams.client.MongoClients.create(mongo(host, server, more))) {
            var collection = client.getDatabase("x").getCollection("greetings");
            return Mono.from(collection.insertOne(new Document("text", "hello")))
                    .then(Mono.from(collection.find().first()))
                    .block()
                    .getString("text");
        } finally {
            server.shutdownNow();
        }
    }

    private static MongoServer mongoServer() {
        MongoServer server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_4_0));
        server.bind();
        return server;
    }

    private static MongoClientSettings mongo(
            String host, MongoServer server, Consumer<MongoClientSettings.Builder> more) {
        int port = server.getLocalAddress().getPort();
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder()
                        .applyConnectionString(
                                new ConnectionString("mongodb://" + host + ":" + port));
        more.accept(settings);
        return settings.build();
    }

    /// The broker tells its clients where it is: at the host that they were given.
    static String kafka(String host) throws Exception {
        Path folder = Files.createTempDirectory("kafka");
        int port = TargetServer.closedPort();
        int control = TargetServer.closedPort();
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .setPrintStream(System.err)
                .run();
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + control);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + control);
        settings.put("advertised.listeners", "PLAINTEXT://" + host + ":" + port);
        settings.put("log.dir", folder.toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM).startup();

        Map<String, Object> client = Map.of("bootstrap.servers", host + ":" + port);
        StringSerializer writer = new StringSerializer();
        try (var producer = new KafkaProducer<String, String>(client, writer, writer)) {
            producer.send(new ProducerRecord<>("greetings", "hello")).get();
        }
        Map<String, Object> member =
                Map.of(
                        "bootstrap.servers",
                        host + ":" + port,
                        "group.id",
                        "readers",
                        "auto.offset.reset",
                        "earliest");
        StringDeserializer reader = new StringDeserializer();
        try (var consumer = new KafkaConsumer<String, String>(member, reader, reader)) {
            consumer.subscribe(List.of("greetings"));
            ConsumerRecords<String, String> records = ConsumerRecords.empty();
            while (records.isEmpty()) {
                records = consumer.poll(Duration.ofSeconds(1));
            }
            return records.iterator().next().value();
        }
    }

    /// With a broker of another maker.
    ///
    /// @param more what a program adds to the settings
    static String amqp(String host, Consumer<ConnectionFactory> more) throws Exception {
        int port = TargetServer.closedPort();
        String settings =
                """
                {
                  "name": "broker",
                  "modelVersion": "9.1",
                  "authenticationproviders": [{
                    "name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
                    "users": [{"name": "guest", "type": "managed", "password": "guest"}]
                  }],
                  "ports": [{
                    "name": "AMQP", "port": %d, "bindingAddress": "127.0.0.1",
                    "authenticationProvider": "plain", "protocols": ["AMQP_0_9_1"],
                    "virtualhostaliases": [{"name": "nameAlias", "type": "nameAlias"}]
                  }],
                  "virtualhostnodes": [{
                    "name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
                    "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"
                  }]
                }
                """
                        .formatted(port);
        Path file = Files.writeString(Files.createTempFile("qpid", ".json"), settings);
        SystemLauncher broker = new SystemLauncher();
        broker.startup(
                Map.of(
                        SystemConfig.TYPE,
                        "Memory",
                        SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                        file.toUri().toString(),
                        SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                        false));
        try {
            return rabbit(
                    host,
                    port,
                    factory -> {
                        factory.setVirtualHost("default");
                        more.accept(factory);
                    });
        } finally {
            broker.shutdown();
        }
    }

    /// Sends a message to itself, as the user that a client has who names none.
    ///
    /// @param more what a program adds to the settings
    static String rabbit(String host, int port, Consumer<ConnectionFactory> more) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        more.accept(factory);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            String queue = channel.queueDeclare().getQueue();
            byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
            channel.basicPublish("", queue, null, text);
            channel.confirmSelect();
            var message = channel.basicGet(queue, true);
            return new String(message.getBody(), StandardCharsets.UTF_8);
        }
    }
}
