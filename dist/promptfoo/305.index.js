const id=305,ids=[305],modules={70305:(module=>{module.exports=eval("require")("google-auth-library")})};export{id,ids,modules};
