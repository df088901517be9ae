package io.tsocks.samples;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// `PostgresQuery FILE HOST:PORT USER QUERY`: prints the first value of the answer. The driver
/// knows of tsocks through the connection string alone.
public final class PostgresQuery {

    private PostgresQuery() {}

    public static void main(String[] args) throws SQLException {
        String url =
                "jdbc:postgresql://"
                        + args[1]
                        + "/postgres?socketFactory=io.tsocks.client.SocksSocketFactory"
                        + "&socketFactoryArg="
                        + args[0];
        try (Connection connection = DriverManager.getConnection(url, args[2], "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(args[3])) {
            result.next();
            System.out.println(result.getString(1));
        }
    }
}
