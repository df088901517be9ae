package io.tsocks.engine.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultConfTest {

    @TempDir private Path home;

    @Test
    void theVariableComesFirstWhetherItsFileExistsOrNot() throws Exception {
        Files.createFile(home.resolve(".tsocks.conf"));
        assertThat(DefaultConf.of(Map.of("TSOCKS_CONF_FILE", "/x/y", "HOME", home.toString())))
                .isEqualTo(new DefaultConf.Found("/x/y"));
    }

    @Test
    void theHomeFolderComesBeforeTheSystem() throws Exception {
        Map<String, String> environment = Map.of("TSOCKS_CONF_FILE", "", "HOME", home.toString());
        String own = home + "/.tsocks.conf";
        assertThat(DefaultConf.of(environment)).isNotEqualTo(new DefaultConf.Found(own));
        Files.createFile(Path.of(own));
        assertThat(DefaultConf.of(environment)).isEqualTo(new DefaultConf.Found(own));
    }

    @Test
    void whereThereIsNoneTheMessageNamesThePlaces() {
        assertThat(
                        new DefaultConf.Missing(List.of("/home/j/.tsocks.conf", "/etc/tsocks.conf"))
                                .message())
                .isEqualTo(
                        "no configuration: TSOCKS_CONF_FILE is not set, and there is no"
                                + " /home/j/.tsocks.conf and no /etc/tsocks.conf");
    }
}
