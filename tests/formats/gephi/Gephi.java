// Reads exports with Gephi's own importers, without a window, and prints what they found as JSON.
//
//     java -cp gephi-toolkit-all.jar Gephi.java FILE

import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

public class Gephi {
    public static void main(String[] args) throws Exception {
        var projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        var importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(args[0]));
        var issues = new ArrayList<String>();
        container.getReport().getIssuesList(Integer.MAX_VALUE).forEach(issue -> {
            if (issue.getLevel() != Issue.Level.INFO) {
                issues.add(quoted(issue.getMessage()));
            }
        });
        importer.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
        Graph graph = Lookup.getDefault().lookup(GraphController.class).getGraphModel().getGraph();

        var nodes = new ArrayList<String>();
        for (Node node : graph.getNodes()) {
            nodes.add(quoted(node.getId()) + ":" + attributes(node));
        }
        var links = new ArrayList<String>();
        for (Edge edge : graph.getEdges()) {
            var ends = List.of(
                "\"source\":" + quoted(edge.getSource().getId()),
                "\"target\":" + quoted(edge.getTarget().getId()),
                "\"days\":" + days(edge),
                "\"attributes\":" + attributes(edge));
            links.add(quoted(edge.getId()) + ":{" + String.join(",", ends) + "}");
        }
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("{\"issues\":[" + String.join(",", issues) + "],\"nodes\":{"
            + String.join(",", nodes) + "},\"links\":{" + String.join(",", links) + "}}");
        // Threads of Gephi would go on.
        System.exit(0);
    }

    /** The attributes by the titles of their columns. */
    private static String attributes(Element element) {
        var members = new ArrayList<String>();
        for (Column column : element.getAttributeColumns()) {
            Object value = element.getAttribute(column);
            if (value instanceof Object[] list) {
                var items = new ArrayList<String>();
                for (Object item : list) {
                    items.add(quoted(item));
                }
                members.add(quoted(column.getTitle()) + ":[" + String.join(",", items) + "]");
            } else if (value != null) {
                members.add(quoted(column.getTitle()) + ":" + quoted(value));
            }
        }
        members.add("\"label\":" + quoted(element.getLabel()));
        return "{" + String.join(",", members) + "}";
    }

    /** The first and the last day of an edge, where it has any: Gephi holds milliseconds. */
    private static String days(Edge edge) {
        try {
            for (Interval interval : edge.getIntervals()) {
                return "[" + day(interval.getLow()) + "," + day(interval.getHigh()) + "]";
            }
        } catch (RuntimeException none) {
            // The graph has no times.
        }
        return "[null,null]";
    }

    private static String day(double milliseconds) {
        if (Double.isInfinite(milliseconds)) {
            return "null";
        }
        var instant = Instant.ofEpochMilli((long) milliseconds);
        return quoted(instant.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private static String quoted(Object value) {
        var text = String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"");
        return "\"" + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "\"";
    }
}
