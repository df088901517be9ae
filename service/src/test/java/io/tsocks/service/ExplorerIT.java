package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsocks.testing.RequiresProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages of the explorer in a real browser.
@RequiresProgram({"chromedriver", "chromium-headless-shell"})
class ExplorerIT {

    private static final String POLICY =
            """
            local = 10.1.7.0/255.255.255.0
            path {
                reaches = 10.1.0.0/255.255.0.0
                server = 10.1.7.25
                server_type = 5
            }
            server = 10.1.7.1
            """;

    @TempDir private Path folder;
    private Browser browser;
    private RunningService service;

    @BeforeEach
    void start() throws Exception {
        service = RunningService.following(folder, POLICY);
        browser = new Browser(folder);
    }

    @AfterEach
    void stop() throws Exception {
        try {
            assertThat(browser.console()).as("what the browser's console says").isEmpty();
        } finally {
            browser.close();
            service.close();
        }
    }

    private void open(String page) throws Exception {
        browser.go(service.base + "/#token=" + service.token);
        browser.await("//main//h1");
        browser.run("location.hash = arguments[0]", "#/" + page);
    }

    private Browser.Element awaitText(String text) throws Exception {
        return browser.await("//main//*[contains(normalize-space(.), \"" + text + "\")]");
    }

    private Browser.Element button(String text) throws Exception {
        return browser.await("//button[text()='" + text + "'][not(ancestor::*[@inert])]");
    }

    @Test
    void askSaysWhereAConnectionGoesAndWhichLineDecides() throws Exception {
        open("ask");
        Browser.Element destination = browser.await("//*[@id='to']");
        assertThat(browser.label(destination)).isEqualTo("Destination");
        browser.type(destination, "10.1.2.3:80" + Browser.ENTER);
        browser.await("//article//*[text()='via socks5://10.1.7.25:1080']");
        assertThat(browser.run("return location.href").asText())
                .as("an address that can be shared")
                .endsWith("#/ask?to=10.1.2.3%3A80")
                .doesNotContain(service.token);
        browser.click(browser.await("//p/a[text()='line 2']"));
        assertThat(browser.text(browser.await("//li[@class='here']"))).isEqualTo("2");
    }

    @Test
    void aQuestionAboutAllDestinationsIsAnsweredWithProof() throws Exception {
        open("ask?find=direct%20to%2010.0.0.0%2F8");
        browser.await("//code[text()='10.1.7.0/24']");
        browser.await("//a[starts-with(text(), '10.1.7.0')]");
    }

    @Test
    void nonsenseIsAnsweredWithTheReason() throws Exception {
        open("ask?to=nonsense%20%3A");
        assertThat(browser.text(browser.await("//main//*[@role='alert']"))).contains("nonsense");
        assertThat(browser.console()).as("the refused question").hasSize(1);
    }

    @Test
    void aChangeIsCheckedShownAppliedAndTakenBack() throws Exception {
        open("policy");
        Browser.Element text = browser.await("//textarea");
        browser.type(text, Browser.TO_THE_END + "local = 10.1.9.0/255.255.255.0");
        awaitText("10.1.9.0/24");
        awaitText("opens direct access");
        browser.click(button("Apply…"));
        browser.type(browser.await("//*[@id='reason']"), "the lab");
        browser.click(browser.await("//*[@id='direct']"));
        browser.click(browser.await("//dialog//button[text()='Apply']"));
        browser.await("//tr[contains(., 'in force')][contains(., 'the lab')]");
        assertThat(service.get("/v1/route?to=10.1.9.1").body()).contains("\"direct\"");
        browser.click(browser.await("//tr[not(contains(., 'the lab'))]//button[text()='Compare']"));
        awaitText("What revision 1 would change");
        browser.click(button("Roll back"));
        browser.click(browser.await("//dialog//button[text()='Roll back']"));
        browser.await("//tr[contains(., 'in force')][not(contains(., 'the lab'))]");
        assertThat(service.get("/v1/route?to=10.1.9.1").body()).contains("\"via\"");
    }

    @Test
    void aLineUnderThePointerOrTheCaretSaysWhatItDoes() throws Exception {
        open("policy");
        browser.await("//*[@role='status'][starts-with(., 'Point at a line')]");
        pointAtLine(3);
        awaitText("Line 3 Covers 65,536 addresses and decides for 65,280 addresses");
        awaitText("Asked before it: local at line 1 (256 addresses)");
        assertThat(browser.text(browser.await("//li[@class='asked']"))).isEqualTo("3");
        Browser.Element text = browser.await("//textarea");
        browser.type(text, Browser.TO_THE_START);
        awaitText("Line 1 Covers 256 addresses and decides for all of them: connected directly.");
        assertThat(browser.run("return document.querySelector('#meaning').role").asText())
                .as("what a screen reader reads out when it changes")
                .isEqualTo("status");
        assertThat(browser.run("return arguments[0].ariaDescribedByElements[0].id", text).asText())
                .as("what a screen reader says of the text")
                .isEqualTo("meaning");
        browser.type(text, "local = 10.1.0.0/16" + Browser.ENTER);
        pointAtLine(4);
        awaitText("Line 4 Covers 65,536 addresses and decides for none of them.");
        awaitText("Asked before it: local at line 1 (65,536 addresses)");
    }

    private void pointAtLine(int line) throws Exception {
        JsonNode place =
                browser.run(
                        "const at = document.querySelectorAll('.gutter li')[arguments[0] - 1]"
                                + ".getBoundingClientRect();"
                                + "return [at.right + 60, at.top + at.height / 2]",
                        line);
        browser.command(
                "Input.dispatchMouseEvent",
                Map.of("type", "mouseMoved", "x", place.get(0), "y", place.get(1)));
    }

    @Test
    void aChangeIsShownOnTheMapAsWell() throws Exception {
        open("policy");
        browser.type(
                browser.await("//textarea"), Browser.TO_THE_END + "local = 10.1.9.0/255.255.255.0");
        Browser.Element square = browser.await("//aside//canvas");
        assertThat(browser.label(square)).startsWith("Map of 10.1.0.0/16.");
        browser.await(
                "//*[@class='legend']/li[contains(., '256 addresses')]"
                        + "[contains(., 'via socks5://10.1.7.25:1080')]");
        browser.type(square, Browser.RIGHT);
        browser.await("//aside//strong[text()='10.1.0.1']");
        browser.click(browser.await("//aside//*[@class='crumbs']//a[text()='All of IPv4']"));
        square = browser.await("//aside//canvas[contains(@aria-label, '0.0.0.0/0')]");
        browser.type(square, Browser.ENTER);
        browser.await("//aside//canvas[contains(@aria-label, 'Map of 0.0.0.0/8')]");
        assertThat(browser.run("return document.querySelector('textarea').value").asText())
                .as("the edit, which the map leaves alone")
                .endsWith("local = 10.1.9.0/255.255.255.0");
    }

    @Test
    void aTextWithErrorsCannotBeApplied() throws Exception {
        open("policy");
        browser.type(
                browser.await("//textarea"), Browser.TO_THE_END + "local = 10.1.9.1/255.255.255.0");
        browser.await("//li//code[text()='TS116']");
        assertThat(browser.isEnabled(button("Apply…"))).isFalse();
        browser.await("//li/span[contains(@title, 'netmask')]");
        awaitText("The text has errors, so its lines mean nothing yet.");
    }

    @Test
    void theMapLeadsToANetworkAndToAnAddress() throws Exception {
        open("map?network=10.1.0.0%2F16");
        Browser.Element square = browser.await("//canvas");
        browser.type(square, Browser.RIGHT);
        browser.await("//strong[text()='10.1.0.1']");
        browser.type(square, "a");
        browser.await("//article//*[text()='via socks5://10.1.7.25:1080']");
        open("map");
        browser.type(browser.await("//canvas"), Browser.ENTER);
        browser.await("//li[@aria-current][text()='0.0.0.0/8']");
    }

    @Test
    void whoComesWithoutATokenIsAskedForIt() throws Exception {
        browser.go(service.base + "/");
        browser.type(browser.await("//*[@id='token']"), service.token + Browser.ENTER);
        browser.await("//*[@id='to']");
        assertThat(browser.console()).allMatch(line -> line.contains("401"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask", "policy", "map", "live", "servers", "revisions"})
    void everyPageFitsAPhoneAndHasContrast(String page) throws Exception {
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        for (String scheme : List.of("light", "dark")) {
            browser.command(
                    "Emulation.setEmulatedMedia",
                    Map.of(
                            "features",
                            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
            open(page);
            browser.await("//*[@id='tabs']//a[@href='#/" + page + "'][@aria-current]");
            browser.await("//main//*[contains(@class, 'card') or self::canvas or self::textarea]");
            JsonNode excess =
                    browser.run("return document.documentElement.scrollWidth - innerWidth");
            assertThat(excess.asInt()).as("how far the page is too wide").isZero();
            assertThat(browser.run(CONTRAST)).isEmpty();
        }
    }

    /// The texts whose contrast is below 4.5 (WCAG 2.2, success criterion 1.4.3).
    private static final String CONTRAST =
            """
            const rgb = text => text.match(/[\\d.]+/g).map(Number);
            const light = ([r, g, b]) => [r, g, b]
                .map(c => c / 255)
                .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const ground = element => {
              for (let e = element; e; e = e.parentElement) {
                const colour = rgb(getComputedStyle(e).backgroundColor);
                if (colour.length === 3 || colour[3] === 1) return colour;
              }
              return [255, 255, 255];
            };
            return [...document.querySelectorAll('body *')]
                .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                .filter(e => e.checkVisibility() && !e.closest(':disabled, .labels, .fresh, noscript'))
                .filter(e => {
                  const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
                  return (a + 0.05) / (b + 0.05) < 4.5;
                })
                .map(e => e.outerHTML.slice(0, 120));
            """;
}
