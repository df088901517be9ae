package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockMapTest {

    @Test
    void theLargestShareComesFirst() throws QuestionSyntaxException {
        BlockMap map = map("10.0.0.0/8", "11.0.0.0-11.0.0.255", "11.1.0.0/16 port 1-60000");
        assertThat(map.labels(0x0a07)).containsExactly(0);
        assertThat(map.labels(0x0b00)).containsExactly(3, 1);
        assertThat(map.labels(0x0b01)).containsExactly(2, 3);
        assertThat(map.labels(0xffff)).containsExactly(3);
    }

    @Test
    void runsCoverAllBlocksOnce() throws QuestionSyntaxException {
        List<BlockMap.Run> runs = map("10.0.0.0/8", "11.0.0.0-11.0.0.255").runs();
        assertThat(runs)
                .extracting(run -> run.addresses() + " " + run.labels())
                .containsExactly(
                        "0.0.0.0-9.255.255.255 [2]",
                        "10.0.0.0-10.255.255.255 [0]",
                        "11.0.0.0-11.0.255.255 [2, 1]",
                        "11.1.0.0-255.255.255.255 [2]");
    }

    private static BlockMap map(String... territories) throws QuestionSyntaxException {
        List<Territory> list = new java.util.ArrayList<>();
        for (String text : territories) {
            Question question = Question.parse("any to " + text);
            list.add(new Territory(List.of(new Territory.Part(question.ports(), question.to()))));
        }
        return BlockMap.of(list);
    }
}
