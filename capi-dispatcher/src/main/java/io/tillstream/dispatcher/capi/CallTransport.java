package io.tillstream.dispatcher.capi;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.APIException;
import com.facebook.ads.sdk.APIRequest;
import java.io.IOException;
import java.util.Map;

/** Passes each call to the transport in it. The SDK holds one transport for the whole process, in a static field. */
final class CallTransport implements APIRequest.IRequestExecutor {

    @Override
    public APIRequest.ResponseWrapper execute(
            String method, String url, Map<String, Object> parameters, APIContext context)
            throws APIException, IOException {
        return transport(context).execute(method, url, parameters, context);
    }

    @Override
    public APIRequest.ResponseWrapper sendGet(String url, Map<String, Object> parameters, APIContext context)
            throws APIException, IOException {
        return transport(context).sendGet(url, parameters, context);
    }

    @Override
    public APIRequest.ResponseWrapper sendPost(String url, Map<String, Object> parameters, APIContext context)
            throws APIException, IOException {
        return transport(context).sendPost(url, parameters, context);
    }

    @Override
    public APIRequest.ResponseWrapper sendDelete(String url, Map<String, Object> parameters, APIContext context)
            throws APIException, IOException {
        return transport(context).sendDelete(url, parameters, context);
    }

    private static APIRequest.IRequestExecutor transport(APIContext context) {
        return ((GraphCall) context).transport();
    }
}
