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
        BlockMap map = map("10.0.0.0/8", "11.0.0.0-11.0.0.255");
        assertThat(map.runs())
                .extracting(run -> map.addresses(run) + " " + run.labels())
                .containsExactly(
                        "0.0.0.0-9.255.255.255 [2]",
                        "10.0.0.0-10.255.255.255 [0]",
                        "11.0.0.0-11.0.255.255 [2, 1]",
                        "11.1.0.0-255.255.255.255 [2]");
    }

    @Test
    void aSectionShowsOnlyItsOwnAddresses() throws QuestionSyntaxException {
        BlockMap map = map(Section.parse("10.1.0.0/16"), "10.0.255.0-10.1.0.2", "10.1.255.255");
        assertThat(map.runs())
                .extracting(run -> map.addresses(run) + " " + run.labels())
                .containsExactly(
                        "10.1.0.0-10.1.0.2 [0]",
                        "10.1.0.3-10.1.255.254 [2]",
                        "10.1.255.255-10.1.255.255 [1]");
    }

    @Test
    void aBlockOfASectionIsDividedLikeOneOfTheWhole() throws QuestionSyntaxException {
        BlockMap map = map(Section.parse("192.0.0.0/12"), "192.0.0.0/28", "192.0.0.4 port 80");
        assertThat(map.section().block(1)).hasToString("192.0.0.16/28");
        assertThat(map.section().part(255)).hasToString("192.15.240.0/20");
        assertThat(map.labels(0)).containsExactly(0, 1);
        assertThat(map.labels(1)).containsExactly(2);
    }

    private static BlockMap map(String... territories) throws QuestionSyntaxException {
        return map(Section.WHOLE, territories);
    }

    private static BlockMap map(Section section, String... territories)
            throws QuestionSyntaxException {
        List<Territory> list = new java.util.ArrayList<>();
        for (String text : territories) {
            Question question = Question.parse("any to " + text);
            list.add(new Territory(List.of(new Territory.Part(question.ports(), question.to()))));
        }
        return BlockMap.of(list, section);
    }
}
