package io.tsocks.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HilbertCurveTest {

    @Test
    void theCurveGoesToANeighbourAtEachStepAndVisitsEveryPlace() {
        for (int block = 1; block < BlockMap.BLOCKS; block++) {
            HilbertCurve.Point from = HilbertCurve.at(block - 1);
            HilbertCurve.Point to = HilbertCurve.at(block);
            assertThat(Math.abs(to.x() - from.x()) + Math.abs(to.y() - from.y()))
                    .as("step to %d", block)
                    .isEqualTo(1);
        }
        assertThat(IntStream.range(0, BlockMap.BLOCKS).mapToObj(HilbertCurve::at).distinct())
                .hasSize(BlockMap.BLOCKS);
    }

    @Test
    void theFirstAddressIsTopLeftAndTheLastTopRight() {
        assertThat(HilbertCurve.at(0)).isEqualTo(new HilbertCurve.Point(0, 0));
        assertThat(HilbertCurve.at(65535)).isEqualTo(new HilbertCurve.Point(255, 0));
        assertThat(HilbertCurve.at(1 << 8).x()).as("1.0.0.0 is right of 0.0.0.0").isEqualTo(16);
    }
}
