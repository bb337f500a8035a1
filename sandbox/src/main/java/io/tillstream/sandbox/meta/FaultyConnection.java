package io.tillstream.sandbox.meta;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Closes the connection of a request without an answer, which a servlet cannot do. */
@Component
class FaultyConnection implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String CLOSE = FaultyConnection.class.getName();

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new Valve());
    }

    static void close(ServletRequest request) {
        ((Runnable) Objects.requireNonNull(request.getAttribute(CLOSE), "set by the valve")).run();
    }

    private static final class Valve extends ValveBase {

        Valve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            Runnable close = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
            request.setAttribute(CLOSE, close);
            getNext().invoke(request, response);
        }
    }
}
