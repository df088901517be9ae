/// picocli under its own module name, compiled for the Java version of the project.
module info.picocli {
    exports picocli;

    requires static java.sql;
}
