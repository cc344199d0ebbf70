package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.World;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/**
 * A Chromium of its own, without a past. It waits for what it is asked for, as a person would, and when that does not
 * come it says what the page showed instead and keeps a picture of it.
 */
public final class Browser implements AutoCloseable {
    private static final int LOOKS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final String QUIET = "return document.readyState === 'complete'"
            + " && (typeof PrimeFaces === 'undefined' || PrimeFaces.ajax.Queue.isEmpty())";

    private final URI root;
    private final ChromeDriver driver;
    private final Path downloads;

    /** Begins with an empty page, as wide as a desk's screen. */
    public Browser(World world) throws IOException {
        root = world.exchange().server().address();
        downloads = world.folder("downloads");
        ChromeOptions options = new ChromeOptions();
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        options.setBinary(installed("chromium"));
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--ignore-certificate-errors",
                "--lang=en-GB",
                "--window-size=1440,900",
                "--user-data-dir=" + world.folder("chromium"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(installed("chromedriver"))
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        size(1440, 900);
    }

    private static File installed(String program) throws IOException {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(Objects.requireNonNullElse(System.getenv("PATH"), ""))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IOException(program + " is not installed"));
    }

    /** Goes to a page. */
    public Browser open(String path) {
        driver.get(root.resolve(path).toString());
        return this;
    }

    /** Signs in with nothing but the password: the next page asks to confirm. */
    Browser enterPassword(String email, String password) {
        open("/login").type("#email", email).type("#password", password).click("#submit");
        return this;
    }

    /** Signs in and confirms, until Home stands there. */
    public Browser signIn(Hospital.Person person) {
        return signIn(person.email(), person.password());
    }

    Browser signIn(String email, String password) {
        enterPassword(email, password).click("#go").sees("nav[aria-label=Main]");
        return this;
    }

    Browser signOut() {
        return click("#leave input[type=submit]").sees("#password");
    }

    /** The path, with what stands after the question mark. */
    String at() {
        URI here = URI.create(Objects.requireNonNull(driver.getCurrentUrl()));
        return here.getQuery() == null ? here.getPath() : here.getPath() + "?" + here.getQuery();
    }

    String title() {
        return Objects.requireNonNullElse(driver.getTitle(), "");
    }

    /** What the server answers to the same person's GET, as an HTTP status. */
    int statusOf(String path) {
        Object status = driver.executeAsyncScript(
                "const done = arguments[1]; fetch(arguments[0]).then(answer => done(answer.status))", path);
        return ((Number) Objects.requireNonNull(status)).intValue();
    }

    /** Presses the button or link as soon as it can be pressed. */
    Browser click(String css) {
        return until("can press " + css, () -> {
            WebElement element = driver.findElement(By.cssSelector(css));
            if (!element.isDisplayed() || !element.isEnabled()) {
                return false;
            }
            driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
            element.click();
            return true;
        });
    }

    Browser doubleClick(String css) {
        quiet();
        new Actions(driver).doubleClick(driver.findElement(By.cssSelector(css))).perform();
        return this;
    }

    /** Replaces what stands in a field, and leaves it. */
    Browser type(String css, String text) {
        quiet();
        return until("can type into " + css, () -> {
            WebElement field = driver.findElement(By.cssSelector(css));
            field.clear();
            field.sendKeys(text, Keys.TAB);
            return true;
        });
    }

    /** Keys to whatever has the focus. */
    Browser press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    /** Types into a field and stays there, with the list of suggestions open. */
    Browser typeAndStay(String css, String text) {
        sees(css);
        driver.findElement(By.cssSelector(css)).sendKeys(text);
        return this;
    }

    /** Gives a file or a folder to a field that takes such, as choosing it in the dialog would. */
    Browser attach(String css, Path file) {
        quiet();
        driver.findElement(By.cssSelector(css)).sendKeys(file.toString());
        return this;
    }

    Browser choose(String css, String label) {
        return until("can choose " + label, () -> {
            for (WebElement option : driver.findElements(By.cssSelector(css + " option"))) {
                if (option.getText().equals(label)) {
                    option.click();
                    return true;
                }
            }
            return false;
        });
    }

    /** Waits until the page asks the server for nothing more. */
    Browser quiet() {
        return until("the page is at rest", () -> Boolean.TRUE.equals(driver.executeScript(QUIET)));
    }

    public Browser sees(String css) {
        return until(
                css + " is there",
                () -> driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed));
    }

    public Browser sees(String css, String text) {
        return until(css + " says: " + text, () -> texts(css).stream().anyMatch(each -> each.contains(text)));
    }

    /** The visible text of every element that matches. */
    List<String> texts(String css) {
        return read(() -> driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList());
    }

    String text(String css) {
        return read(() -> driver.findElement(By.cssSelector(css)).getText());
    }

    String value(String css) {
        return read(() -> Objects.requireNonNullElse(
                driver.findElement(By.cssSelector(css)).getDomProperty("value"), ""));
    }

    /** Pages move by themselves: what is replaced while it is read is read again. */
    private static <T> T read(Supplier<T> reading) {
        for (int look = 1; ; look++) {
            try {
                return reading.get();
            } catch (StaleElementReferenceException e) {
                if (look == LOOKS) {
                    throw e;
                }
            }
        }
    }

    /** The id of what has the focus. */
    String focused() {
        return Objects.requireNonNullElse(driver.switchTo().activeElement().getDomAttribute("id"), "");
    }

    Object script(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /** The page's own area, without the browser's frame, in pixels. */
    Browser size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        List<?> inner = (List<?>) script("return [window.innerWidth, window.innerHeight]");
        driver.manage()
                .window()
                .setSize(new Dimension(
                        2 * width - ((Number) inner.get(0)).intValue(),
                        2 * height - ((Number) inner.get(1)).intValue()));
        return this;
    }

    /** Waits until a file of that name has been downloaded whole. */
    Path downloaded(String name) {
        Path file = downloads.resolve(name);
        await("the download of " + name).atMost(PATIENCE).until(() -> Files.exists(file));
        return file;
    }

    /** Keeps a picture of what can be seen. */
    public Browser picture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("iep.screenshots", "target/screenshots")));
        Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        return this;
    }

    /** Fails when axe finds anything against WCAG 2.2 A and AA. */
    public Browser accessible() {
        quiet();
        assertThat(violations().stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary())))
                .as("against WCAG on %s", at())
                .isEmpty();
        return this;
    }

    /** Axe opens a window of its own and gives that a second, which a busy machine may not have: then it looks again. */
    private List<Rule> violations() {
        String window = driver.getWindowHandle();
        Duration patience = driver.manage().timeouts().getPageLoadTimeout();
        for (int look = 1; ; look++) {
            try {
                return new AxeBuilder().withTags(WCAG).analyze(driver).getViolations();
            } catch (RuntimeException e) {
                if (look == LOOKS || !(e.getCause() instanceof TimeoutException)) {
                    throw e;
                }
                driver.manage().timeouts().pageLoadTimeout(patience);
                closeAllBut(window);
            }
        }
    }

    private void closeAllBut(String window) {
        for (String each : driver.getWindowHandles()) {
            if (!each.equals(window)) {
                driver.switchTo().window(each).close();
            }
        }
        driver.switchTo().window(window);
    }

    /** Waits for anything; what is replaced meanwhile is looked up again. */
    Browser until(String what, Callable<Boolean> condition) {
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptionsInstanceOf(WebDriverException.class)
                    .until(condition);
            return this;
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("in vain: " + what + ", on " + at() + ", which shows:\n" + text("body"), e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
