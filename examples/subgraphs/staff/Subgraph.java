import com.apollographql.federation.graphqljava.Federation;
import com.apollographql.federation.graphqljava._Entity;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Invented staff of organisations: a subgraph in Java, with graphql-java. The arguments are the file of the SDL and the
 * port. A real one adds limits, logs and a check of the secret in the header x-subgraph-secret, which the gateway sends.
 */
public final class Subgraph {
  private static final Gson JSON = new GsonBuilder().serializeNulls().create();

  /** The trusts of the sample. */
  private static final List<String> EMPLOYERS =
      IntStream.rangeClosed(1, 9).mapToObj(number -> "ZXT0" + number).collect(Collectors.toList());

  private static final List<String> GROUPS = List.of("Nurses", "Doctors", "Others");

  public static void main(String[] arguments) throws IOException {
    GraphQL graphQL = GraphQL.newGraphQL(schema(Files.readString(Path.of(arguments[0])))).build();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), 0);
    server.createContext("/graphql", exchange -> respond(exchange, graphQL));
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + "/graphql");
  }

  private static GraphQLSchema schema(String sdl) {
    RuntimeWiring wiring =
        RuntimeWiring.newRuntimeWiring()
            .type("Query", type -> type.dataFetcher("largestEmployers", Subgraph::largestEmployers))
            .type(
                "Organisation",
                type ->
                    type.dataFetcher("staffTotal", environment -> staffTotal(codeOf(environment)))
                        .dataFetcher("staffGroups", environment -> staffGroups(codeOf(environment))))
            .build();
    return Federation.transform(sdl, wiring)
        .fetchEntities(Subgraph::entities)
        .resolveEntityType(environment -> environment.getSchema().getObjectType("Organisation"))
        .build();
  }

  /** The entities in the order of the representations. */
  private static List<Map<String, Object>> entities(DataFetchingEnvironment environment) {
    List<Map<String, Object>> representations = environment.getArgument(_Entity.argumentName);
    return representations.stream().map(each -> organisation((String) each.get("code"))).collect(Collectors.toList());
  }

  private static List<Map<String, Object>> largestEmployers(DataFetchingEnvironment environment) {
    int first = environment.getArgument("first");
    return EMPLOYERS.stream()
        .sorted(Comparator.comparing(Subgraph::staffTotal).reversed())
        .limit(Math.max(0, first))
        .map(Subgraph::organisation)
        .collect(Collectors.toList());
  }

  private static Map<String, Object> organisation(String code) {
    return Map.of("code", code);
  }

  private static String codeOf(DataFetchingEnvironment environment) {
    Map<String, Object> organisation = environment.getSource();
    return (String) organisation.get("code");
  }

  private static Integer staffTotal(String code) {
    return EMPLOYERS.contains(code) ? GROUPS.stream().mapToInt(group -> people(code, group)).sum() : null;
  }

  private static List<Map<String, Object>> staffGroups(String code) {
    if (!EMPLOYERS.contains(code)) return List.of();
    return GROUPS.stream()
        .map(group -> Map.<String, Object>of("name", group, "people", people(code, group)))
        .sorted(Comparator.comparing((Map<String, Object> group) -> (Integer) group.get("people")).reversed())
        .collect(Collectors.toList());
  }

  /** Computes a number from the code and the group: the same one every time. */
  private static int people(String code, String group) {
    return 100 + Math.floorMod((code + group).hashCode(), 900);
  }

  private static void respond(HttpExchange exchange, GraphQL graphQL) throws IOException {
    try (Reader body = new InputStreamReader(exchange.getRequestBody(), StandardCharsets.UTF_8)) {
      Request request = JSON.fromJson(body, Request.class);
      ExecutionInput.Builder input = ExecutionInput.newExecutionInput(request.query);
      if (request.variables != null) input.variables(request.variables);
      byte[] content = JSON.toJson(graphQL.execute(input).toSpecification()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/json");
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    } finally {
      exchange.close();
    }
  }

  /** The body of a request. */
  private static final class Request {
    String query;
    Map<String, Object> variables;
  }
}
