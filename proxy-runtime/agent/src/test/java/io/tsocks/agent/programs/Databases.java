package io.tsocks.agent.programs;

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

/// Clients of databases and of message brokers. All but those of SQL have a server of their own.
final class Databases {

    private Databases() {}

    static String mysql(String host, int port) throws Exception {
        return sql("jdbc:mysql://" + host + ":" + port + "/?user=alice");
    }

    static String mariadb(String host, int port) throws Exception {
        return sql("jdbc:mariadb://" + host + ":" + port + "/?user=alice&sslMode=disable");
    }

    private static String sql(String url) throws Exception {
        try (var connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery("select 40 + 2")) {
            rows.next();
            return rows.getString(1);
        }
    }

    static String mongo(String host) {
        MongoServer server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_4_0));
        int port = server.bind().getPort();
        try (MongoClient client = MongoClients.create("mongodb://" + host + ":" + port)) {
            var collection = client.getDatabase("x").getCollection("greetings");
            collection.insertOne(new Document("text", "hello"));
            return collection.find().first().getString("text");
        } finally {
            server.shutdownNow();
        }
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

    static String rabbit(String host) throws Exception {
        int port = TargetServer.closedPort();
        String settings =
                """
                {
                  "name": "broker",
                  "modelVersion": "9.1",
                  "authenticationproviders": [{
                    "name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
                    "users": [{"name": "alice", "type": "managed", "password": "secret"}]
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
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        factory.setUsername("alice");
        factory.setPassword("secret");
        factory.setVirtualHost("default");
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            String queue = channel.queueDeclare().getQueue();
            byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
            channel.basicPublish("", queue, null, text);
            channel.confirmSelect();
            var message = channel.basicGet(queue, true);
            return new String(message.getBody(), StandardCharsets.UTF_8);
        } finally {
            broker.shutdown();
        }
    }
}
