package dev.safeguard.adapter.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A kubectl for one deployment, {@code chat}, whose cluster is a directory. It answers in the shapes, with the exit
 * codes and in the words of the real one, and numbers revisions as the real controller does: a template that is gone
 * back to gets the next number, and its old one goes into an annotation.
 */
final class FakeKubectl {

    private static final String SCRIPT = """
            #!/bin/sh
            cd "$(dirname "$0")" || exit 9
            echo "$* " >> calls
            trouble=$(cat trouble 2>/dev/null)
            fail() { echo "Warning: version difference between client and server" >&2; echo "$1" >&2; exit 1; }
            [ "$trouble" != UNREACHABLE ] ||
              fail "The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?"
            template() {
              printf '{"metadata":{"labels":{"app":"chat"%s}},' "$2"
              printf '"spec":{%s"containers":[{"name":"chat","image":"chat:%s"}]}}' "$3" "$1"
            }
            case "$1 $2 $3" in
              "get deployment/chat "*)
                generation=$(cat generation); observed=$(cat observed 2>/dev/null || cat generation)
                printf '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"chat","uid":"u-1",'
                printf '"generation":%s,"annotations":{"deployment.kubernetes.io/revision":"%s"}},' \\
                  "$generation" "$(cat latest)"
                printf '"spec":{%s' "$(cat paused 2>/dev/null)"
                printf '"selector":{"matchLabels":{"app":"chat"}},"template":%s},' \\
                  "$(template "$(cat running)" '' "$(cat defaulted 2>/dev/null)")"
                printf '"status":{"observedGeneration":%s}}' "$observed";;
              "get replicasets --selector=app=chat")
                printf '{"apiVersion":"v1","kind":"List","items":['
                printf '{"metadata":{"name":"other","ownerReferences":[{"controller":true,"uid":"u-2"}]}}'
                for set in rs-*; do
                  name=${set#rs-}; REVISION=; HISTORY=; . "./$set"
                  printf ',{"metadata":{"name":"chat-hash%s","labels":{"pod-template-hash":"hash%s"},' "$name" "$name"
                  printf '"ownerReferences":[{"kind":"Deployment","controller":true,"uid":"u-1"}],'
                  printf '"annotations":{"deployment.kubernetes.io/revision":"%s"' "$REVISION"
                  [ -z "$HISTORY" ] || printf ',"deployment.kubernetes.io/revision-history":"%s"' "$HISTORY"
                  printf '}},"spec":{"template":%s}}' "$(template "$name" ",\\"pod-template-hash\\":\\"hash$name\\"")"
                done
                printf ']}';;
              "get deployment/"*)
                fail "Error from server (NotFound): deployments.apps \\"${2#deployment/}\\" not found";;
              "rollout undo deployment/chat")
                in='is forbidden: User "dev" cannot patch resource "deployments" in API group "apps"'
                in="$in in the namespace \\"ai\\""
                case "$trouble" in
                  NOT_FOUND) fail 'Error from server (NotFound): deployments.apps "chat" not found';;
                  NOT_ALLOWED) fail "Error from server (Forbidden): deployments.apps \\"chat\\" $in";;
                  CONFLICT) fail 'error: unable to find specified revision 1 in history';;
                  BUSY) fail 'Error from server (TooManyRequests): the server has received too many requests';;
                  SERVER_ERROR) fail 'Error from server (InternalError): an error on the server has prevented it';;
                  HANG) sleep 1000;;
                  NO_EFFECT) echo 'deployment.apps/chat rolled back'; exit 0;;
                esac
                [ ! -f paused ] ||
                  fail "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume'"
                for set in rs-*; do
                  REVISION=; HISTORY=; . "./$set"
                  if [ "--to-revision=$REVISION" = "$4" ]; then
                    ./go "${set#rs-}"
                    [ "$trouble" != LOSE_ANSWER ] ||
                      fail 'Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded)'
                    echo 'deployment.apps/chat rolled back'; exit 0
                  fi
                done
                fail "error: unable to find specified revision ${4#--to-revision=} in history";;
              *) fail "error: unknown command \\"$*\\"";;
            esac
            """;

    /** What the controller does when the deployment is to run a template. */
    private static final String GO = """
            #!/bin/sh
            next=$(($(cat latest 2>/dev/null || echo 0) + 1))
            REVISION=; HISTORY=
            [ ! -f "rs-$1" ] || . "./rs-$1"
            [ -z "$REVISION" ] || HISTORY="${HISTORY:+$HISTORY,}$REVISION"
            printf 'REVISION=%s\\nHISTORY=%s\\n' "$next" "$HISTORY" > "rs-$1"
            echo "$next" > latest
            echo "$1" > running
            echo $(($(cat generation 2>/dev/null || echo 0) + 1)) > generation
            """;

    private final Path directory;

    private FakeKubectl(Path directory) {
        this.directory = directory;
    }

    static FakeKubectl in(Path directory) {
        FakeKubectl kubectl = new FakeKubectl(directory);
        kubectl.install("kubectl", SCRIPT);
        kubectl.install("go", GO);
        return kubectl;
    }

    private void install(String name, String script) {
        write(name, script);
        try {
            Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path program() {
        return directory.resolve("kubectl");
    }

    /** Lets the deployment run a new template. */
    void deploy(String version) {
        go(version);
    }

    /** Lets it run one that it has had. */
    void undo(String version) {
        go(version);
    }

    private void go(String version) {
        try {
            new ProcessBuilder("./go", version).directory(directory.toFile()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As a deployment does that keeps few of its old templates. */
    void forget(String version) {
        try {
            Files.delete(directory.resolve("rs-" + version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void setPaused() {
        write("paused", "\"paused\":true,");
    }

    /** Lets the controller be behind the latest change. */
    void setUnobserved() {
        write("observed", "0");
    }

    /** Lets the server write the template of the deployment in another way than those of its replica sets. */
    void setDefaulted() {
        write("defaulted", "\"dnsPolicy\":\"ClusterFirst\",");
    }

    void cause(String trouble) {
        write("trouble", trouble);
    }

    String running() {
        return read("running").strip();
    }

    /** The arguments of every call, a line each. */
    String calls() {
        return read("calls");
    }

    private String read(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
