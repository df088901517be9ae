package io.tsocks.engine.analysis;

/// Places the blocks of a [Section] on a square of 256 by 256, which a Hilbert curve fills from the
/// top left corner to the top right one. Addresses that are close as numbers are close on the
/// square, and a network is a square or two squares side by side.
public final class HilbertCurve {

    /// The length of a side.
    public static final int SIDE = 256;

    private HilbertCurve() {}

    /// A place on the square.
    ///
    /// @param x 0 at the left to 255
    /// @param y 0 at the top to 255
    public record Point(int x, int y) {}

    /// The place of a block.
    ///
    /// @param block 0 to 65535, in the order of the addresses
    public static Point at(int block) {
        int x = 0;
        int y = 0;
        int rest = block;
        for (int side = 1; side < SIDE; side *= 2) {
            int right = rest >> 1 & 1;
            int down = (rest ^ right) & 1;
            if (down == 0) {
                int turned = right == 1 ? side - 1 - y : y;
                y = right == 1 ? side - 1 - x : x;
                x = turned;
            }
            x += side * right;
            y += side * down;
            rest >>= 2;
        }
        return new Point(x, y);
    }
}
