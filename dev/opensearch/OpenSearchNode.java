import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.plugins.ExtensiblePlugin;
import org.opensearch.plugins.Plugin;

/**
 * One OpenSearch 2.x node inside this JVM, with the modules that are on the class path, for development and tests.
 * It stands in for OpenSearch's own start program, and so does without its refusal to run as root and its bootstrap checks.
 *
 *   java -cp 'classes:lib/*' OpenSearchNode HOME [plugin class ...]
 *
 * HOME gets config/, data/ and logs/ and is locked: two nodes never share one.
 * Standard input is one line, the node's settings as a JSON object (not arguments, which every user of the machine
 * can read), and then the leash: at its end, so when the parent is gone however it went, the node closes.
 * It says one line on standard output: "listening PORT", "locked", "port_taken" or "failed MESSAGE".
 */
public class OpenSearchNode {
    private static final List<String> MODULES = List.of(
        "org.opensearch.transport.Netty4Plugin",
        "org.opensearch.painless.PainlessPlugin",
        "org.opensearch.script.mustache.MustachePlugin",
        "org.opensearch.script.expression.ExpressionPlugin",
        "org.opensearch.ingest.common.IngestCommonPlugin",
        "org.opensearch.ingest.useragent.IngestUserAgentPlugin",
        "org.opensearch.index.reindex.ReindexPlugin",
        "org.opensearch.index.mapper.MapperExtrasPlugin",
        "org.opensearch.analysis.common.CommonAnalysisPlugin",
        "org.opensearch.search.aggregations.matrix.MatrixAggregationPlugin",
        "org.opensearch.join.ParentJoinPlugin",
        "org.opensearch.percolator.PercolatorPlugin",
        "org.opensearch.geo.GeoModulePlugin");

    private static final int CLOSE_SECONDS = 15;

    /** Set as soon as there is something to close. */
    private static volatile Node node;

    static class ClasspathNode extends Node {
        ClasspathNode(Environment environment, List<Class<? extends Plugin>> plugins) {
            super(environment, plugins, true);
        }
    }

    public static void main(String[] args) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String given = input.readLine();
        if (given == null) {
            return; // the parent died before it said anything
        }
        Runtime.getRuntime().addShutdownHook(new Thread(OpenSearchNode::close, "node-shutdown"));
        exitAtEndOf(input); // before the slow part: a parent may die while the node starts

        Path home = Path.of(args[0]).toAbsolutePath();
        try (FileLock lock = lock(home)) {
            if (lock == null) {
                say("locked");
                System.exit(1);
            }
            run(home, given, List.of(args).subList(1, args.length));
        }
    }

    private static void run(Path home, String given, List<String> pluginNames) throws Exception {
        try {
            node = new ClasspathNode(environment(home, given), pluginsOf(pluginNames));
            node.start();
        } catch (Throwable e) {
            e.printStackTrace();
            say(causedBy(e, BindException.class) ? "port_taken" : "failed " + rootMessage(e));
            System.exit(1); // a node that failed to start leaves threads behind
        }
        HttpServerTransport http = node.injector().getInstance(HttpServerTransport.class);
        say("listening " + http.boundAddress().publishAddress().getPort());
        new CountDownLatch(1).await(); // from here on only the shutdown hook ends this process
    }

    private static Environment environment(Path home, String given) throws IOException {
        Settings settings = Settings.builder()
            .put("path.home", home.toString())
            .put("cluster.name", "opensearch")
            .put("node.name", "node-1")
            .put("network.host", "127.0.0.1")
            .put("transport.port", "0")
            .put("discovery.type", "single-node")
            .put("cluster.routing.allocation.disk.threshold_enabled", "false") // a full disk does not turn indices read-only
            .put("indices.breaker.total.use_real_memory", "false") // no 429 because of garbage in a small heap
            .loadFromSource(given, XContentType.JSON)
            .build();
        LogConfigurator.setNodeName("node-1");
        Path config = Files.createDirectories(home.resolve("config"));
        return InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), config, () -> "node-1");
    }

    private static List<Class<? extends Plugin>> pluginsOf(List<String> names) throws ClassNotFoundException {
        List<Class<? extends Plugin>> plugins = new ArrayList<>();
        for (List<String> list : List.of(MODULES, names)) {
            for (String name : list) {
                plugins.add(Class.forName(name).asSubclass(Plugin.class));
            }
        }
        // Painless keeps its allow lists in a static map, which nothing fills for plugins of the class path.
        new PainlessPlugin().loadExtensions(new ExtensiblePlugin.ExtensionLoader() {
            @Override
            public <T> List<T> loadExtensions(Class<T> type) {
                List<T> found = new ArrayList<>();
                ServiceLoader.load(type, PainlessPlugin.class.getClassLoader()).forEach(found::add);
                return found;
            }
        });
        return plugins;
    }

    /** Null when another process holds it. The system releases it when the holder ends, in whatever way. */
    private static FileLock lock(Path home) throws IOException {
        Files.createDirectories(home);
        return FileChannel.open(home.resolve("process.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock();
    }

    private static void exitAtEndOf(BufferedReader input) {
        Thread leash = new Thread(() -> {
            try {
                while (input.readLine() != null) {
                    // nothing is expected after the settings
                }
            } catch (IOException e) {
                e.printStackTrace(); // a broken leash is an ended one
            }
            System.exit(0);
        }, "leash");
        leash.setDaemon(true);
        leash.start();
    }

    /** The shutdown hook. Closing waits for a start under way; past the limit the data survive a halt as they survive a crash. */
    private static void close() {
        Thread limit = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(CLOSE_SECONDS);
            } catch (InterruptedException e) {
                return;
            }
            Runtime.getRuntime().halt(1);
        }, "close-limit");
        limit.setDaemon(true);
        limit.start();
        Node open = node;
        if (open == null) {
            return;
        }
        try {
            open.close();
            open.awaitClose(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private static void say(String line) {
        System.out.println(line.replaceAll("\\R", " "));
        System.out.flush();
    }

    private static boolean causedBy(Throwable error, Class<? extends Throwable> type) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
