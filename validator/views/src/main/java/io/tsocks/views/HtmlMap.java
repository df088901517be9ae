package io.tsocks.views;

import io.tsocks.lint.output.Xml;

/// A page with a map, which names the addresses under the pointer.
public final class HtmlMap {

    private HtmlMap() {}

    public static String draw(Picture picture) {
        return HEAD.replace("TITLE", Xml.escape(picture.title())) + SvgMap.draw(picture) + TAIL;
    }

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>TITLE</title>
            <style>
            body{margin:0;background:#fff;font-family:system-ui,sans-serif}
            svg{display:block;max-width:1440px;margin:0 auto}
            #here{position:fixed;right:1rem;bottom:1rem;max-width:24rem;padding:.75rem 1rem;
            border-radius:.5rem;background:#16191d;color:#eef1f4;white-space:pre-line;
            font-size:.9rem;box-shadow:0 2px 12px #0006}
            #here:empty{display:none}
            @media (prefers-color-scheme:dark){body{background:#0f1318}
            #here{background:#eef1f4;color:#16191d}}
            </style>
            """;

    /// The end of the page, with the inverse of the Hilbert curve, so that the block under the
    /// pointer is named, too.
    private static final String TAIL =
            """
            <div id="here" role="status"></div>
            <script>
            const map = document.getElementById('map'), here = document.getElementById('here');
            function block(x, y) {
              let d = 0;
              for (let s = 128; s > 0; s >>= 1) {
                const right = (x & s) ? 1 : 0, down = (y & s) ? 1 : 0;
                d += s * s * ((3 * right) ^ down);
                if (!down) {
                  if (right) { x = 255 - x; y = 255 - y; }
                  [x, y] = [y, x];
                }
              }
              return d;
            }
            map.addEventListener('pointermove', event => {
              const at = new DOMPoint(event.clientX, event.clientY)
                  .matrixTransform(map.getScreenCTM().inverse());
              const x = Math.floor(at.x), y = Math.floor(at.y);
              if (x < 0 || y < 0 || x > 255 || y > 255) return;
              const length = Number(map.dataset.length) + 16;
              const first = Number(map.dataset.first) + block(x, y) * 2 ** (32 - length);
              const title = event.target.querySelector('title');
              here.textContent = [24, 16, 8, 0].map(bits => first / 2 ** bits & 255).join('.')
                  + (length < 32 ? '/' + length : '')
                  + (title ? '\\n' + title.textContent : '');
            });
            map.addEventListener('pointerleave', () => { here.textContent = ''; });
            </script>
            </html>
            """;
}
