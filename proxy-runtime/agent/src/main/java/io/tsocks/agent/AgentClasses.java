package io.tsocks.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/// Loads the classes of the agent that are below `inside` in its jar. No other class loader finds
/// them there, and this one asks the program's for nothing.
final class AgentClasses extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String PREFIX = "inside/";

    private final JarFile jar;

    private AgentClasses(JarFile jar) {
        super("tsocks-agent", ClassLoader.getPlatformClassLoader());
        this.jar = jar;
    }

    static AgentClasses ofThisJar() throws IOException {
        return new AgentClasses(new JarFile(file()));
    }

    private static File file() throws IOException {
        try {
            URI jar = Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(jar).toFile();
        } catch (URISyntaxException e) {
            throw new IOException("the agent's jar was not found", e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = bytes(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    /// The bytes of a class of the agent.
    private byte[] bytes(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(PREFIX + name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /// Opens a class of the agent like a resource.
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        ZipEntry entry = jar.getEntry(PREFIX + name);
        try {
            return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException e) {
            return null;
        }
    }
}
