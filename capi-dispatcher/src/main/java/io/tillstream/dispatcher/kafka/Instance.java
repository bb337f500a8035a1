package io.tillstream.dispatcher.kafka;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The name of this dispatcher, different for each. */
@Component
public class Instance {

    private final String name;

    Instance(@Value("${dispatcher.intake.instance-id:}") String configured) {
        this.name = StringUtils.hasText(configured)
                ? configured
                : host() + "-" + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The host's own name is not in its DNS. Then only the process id distinguishes instances.
            return "dispatcher";
        }
    }

    public String name() {
        return name;
    }
}
